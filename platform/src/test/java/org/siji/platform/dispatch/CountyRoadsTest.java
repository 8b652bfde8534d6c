package org.siji.platform.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.dispatch.Place;
import org.siji.dispatch.Travel;
import org.siji.platform.database.StartupException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CountyRoadsTest {

    private static final Place YARD = new Place("yard", 110.1000, 27.8000);
    private static final Place FIELD = new Place("field", 110.1000, 27.8018);

    @TempDir
    private Path folder;

    private static CountyRoads roads(String file) {
        return new CountyRoads(new MockEnvironment().withProperty("SIJI_ROADS", file));
    }

    /** A river between yard and field; the road goes over a bridge 2.9 km away. */
    private Path map() throws IOException {
        StringBuilder osm = new StringBuilder("<osm version='0.6'>");
        for (int i = 0; i < 300; i++) {
            int step = i < 150 ? i : 299 - i;
            osm.append("<node id='%d' version='1' lat='%.7f' lon='%.7f'/>".formatted(i + 1, i < 150 ? 27.8 : 27.8018,
                    110.1 + step * 0.0002));
        }
        for (int i = 1; i < 300; i++) {
            osm.append("<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/><tag k='highway' v='unclassified'/></way>"
                    .formatted(i, i, i + 1));
        }
        return Files.writeString(folder.resolve("county.osm"), osm.append("</osm>"));
    }

    @Test
    void theMapsRoadsCountWhereThereIsAMap() throws IOException {
        CountyRoads roads = roads(map().toString());
        Travel travel = roads.between(List.of(YARD, FIELD), 1.4);
        roads.destroy();
        assertThat(travel.meters(YARD, FIELD)).isBetween(5_900, 6_200);
    }

    @Test
    void withoutAMapLinesAreStraight() {
        CountyRoads roads = roads("");
        assertThat(roads.between(List.of(YARD, FIELD), 1.4)).isEqualTo(Travel.straight(1.4));
        roads.destroy();
    }

    @Test
    void aMapThatCantBeReadEndsTheStartWithASentence() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.osm"), "<osm version='0.6'></osm>");
        assertThatThrownBy(() -> roads(empty.toString())).isInstanceOf(StartupException.class)
                .hasMessageContaining("SIJI_ROADS").hasMessageContaining("empty.osm");
    }
}
