package org.siji.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of the README runs, and the README shows what runs. */
class ReadmeExampleTest {

    @Test
    void measuresOnePass() {
        // example
        Track.Builder fixes = Track.builder();
        for (int second = 0; second <= 60; second++) {
            double latDegrees = 29.3 + second * 1.5 / 110_850; // 1.5 m north every second
            double lonDegrees = 113.1 + second * 0.3 / 97_200; // and 0.3 m east
            fixes.add(1_780_000_000_000L + second * 1000L, lonDegrees, latDegrees, Track.WORKING, Float.NaN);
        }
        MeasureParameters parameters = MeasureParameters.defaults().withWidthMeters(2.4);
        MeasuredWork work = TrackMeter.measure(fixes.build(), parameters);
        double mu = work.netArea().mu(); // 91.8 m x 2.4 m = 220 m2 = 0.33 mu
        var polygonsForAMap = work.map().coveredLonLat();
        // end
        assertThat(mu).isBetween(0.326, 0.334);
        assertThat(polygonsForAMap.getNumPoints()).isLessThan(100);
    }

    @Test
    void theReadmeShowsExactlyThis() throws IOException {
        Path module = Path.of(System.getProperty("siji.root"), "kernels/track");
        String source = Files.readString(
                module.resolve("src/test/java/org/siji/track/ReadmeExampleTest.java"));
        String example = source.substring(source.indexOf("// example") + 10, source.indexOf("        // end"));
        assertThat(Files.readString(module.resolve("README.md")))
                .contains(example.stripTrailing().stripIndent().strip());
    }
}
