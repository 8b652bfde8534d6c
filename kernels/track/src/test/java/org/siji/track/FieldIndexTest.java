package org.siji.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FieldIndexTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Blobs, some with holes, some in two parts, some on top of others. */
    private static List<Geometry> fields(Random random, int count) {
        List<Geometry> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = 110 + random.nextDouble() * 0.1;
            double y = 27 + random.nextDouble() * 0.1;
            Geometry field = FACTORY.createPoint(new Coordinate(x, y)).buffer(random.nextDouble() * 0.004, 3);
            if (i % 5 == 0) {
                field = field.difference(FACTORY.createPoint(new Coordinate(x, y)).buffer(0.001, 2));
            }
            if (i % 7 == 0) {
                field = field.union(FACTORY.createPoint(new Coordinate(x + 0.01, y)).buffer(0.001, 2));
            }
            fields.add(field);
        }
        return fields;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 300})
    void theFieldIsThatWhichLookingAtAllOfThemFinds(int count) {
        Random random = new Random(count);
        List<Geometry> fields = fields(random, count);
        FieldIndex index = FieldIndex.of(fields);
        assertThat(index.size()).isEqualTo(count);
        int hits = 0;
        for (int i = 0; i < 2_000; i++) {
            double lon = 109.99 + random.nextDouble() * 0.13;
            double lat = 26.99 + random.nextDouble() * 0.12;
            Point point = FACTORY.createPoint(new Coordinate(lon, lat));
            int expected = FieldIndex.NO_FIELD;
            for (int n = count - 1; n >= 0; n--) {
                expected = fields.get(n).contains(point) ? n : expected;
            }
            assertThat(index.find(lon, lat)).isEqualTo(expected);
            hits += expected == FieldIndex.NO_FIELD ? 0 : 1;
        }
        assertThat(hits).isGreaterThan(count < 15 ? -1 : 10);
        assertThat(index.find(Double.NaN, 27)).isEqualTo(FieldIndex.NO_FIELD);
    }

    @Test
    void neighboursShareTheirEdgeWithoutASlit() {
        List<Geometry> strips = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            strips.add(FACTORY.toGeometry(new Envelope(i, i + 1, 0, 1)));
        }
        FieldIndex index = FieldIndex.of(strips);
        for (int i = 0; i < 50; i++) {
            assertThat(index.find(i, 0.5)).isEqualTo(i);
        }
    }

    @Test
    void boxesNearAreFoundInOrder() {
        Random random = new Random(9);
        List<Geometry> fields = fields(random, 200);
        FieldIndex index = FieldIndex.of(fields);
        for (int i = 0; i < 50; i++) {
            Envelope box = new Envelope(
                    new Coordinate(110 + random.nextDouble() * 0.1, 27 + random.nextDouble() * 0.1));
            box.expandBy(random.nextDouble() * 0.01);
            List<Integer> expected = new ArrayList<>();
            for (int n = 0; n < fields.size(); n++) {
                if (fields.get(n).getEnvelopeInternal().intersects(box)) {
                    expected.add(n);
                }
            }
            assertThat(index.findNear(box)).containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
        }
        assertThat(index.findNear(new Envelope())).isEmpty();
    }

    @Test
    void aTrackAcrossThreeFieldsIsSharedAmongThem() {
        List<Geometry> fields = List.of(Drive.rectangle(-5, 0, 5, 30), Drive.rectangle(-5, 30, 5, 50),
                Drive.rectangle(20, 0, 40, 30), Drive.rectangle(-1, 60, 5, 90));
        FieldIndex index = FieldIndex.of(fields);
        Track track = new Drive(2).line(0, -10, 0, 100, Track.WORKING).track();
        MeasuredWork work = TrackMeter.measure(track, MeasureParameters.defaults().withCellMeters(0.1));
        FieldShares shares = FieldShares.of(work.map(), index, fields);
        assertThat(shares.shares()).extracting(FieldShares.Share::field).containsExactly(0, 1, 3);
        double[] covered = {60, 40, 60};
        double[] missed = {240, 160, 120};
        for (int i = 0; i < 3; i++) {
            FieldCoverage coverage = shares.shares().get(i).coverage();
            assertThat(coverage.covered().squareMeters()).isCloseTo(covered[i], within(1.0));
            assertThat(coverage.missed().squareMeters()).isCloseTo(missed[i], within(1.0));
            assertThat(shares.shares().get(i).interval90().contains(coverage.covered())).isTrue();
        }
        assertThat(shares.workedOutside().squareMeters()).isCloseTo(60, within(1.5));
        int[] on = new int[track.size()];
        index.assign(track, on);
        assertThat(on).contains(0, 1, 3, FieldIndex.NO_FIELD).doesNotContain(2);
    }
}
