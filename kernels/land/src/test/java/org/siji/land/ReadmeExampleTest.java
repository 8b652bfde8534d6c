package org.siji.land;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.WKTReader;
import org.siji.geo.GeodesicArea;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of README.md is the code between the two marks below: it compiles, runs, and the page shows it as it is. */
class ReadmeExampleTest {

    @Test
    void theExampleRunsAndIsTheOneInTheReadme() throws Exception {
        // example
        var west = new WKTReader()
                .read("POLYGON((110.100 27.800, 110.102 27.800, 110.102 27.801, 110.100 27.801, 110.100 27.800))");
        var east = new WKTReader().read(
                "POLYGON((110.10202 27.800, 110.104 27.800, 110.104 27.801, 110.10202 27.801, 110.10202 27.800))");
        var plots = List.of(new Plot("west", west, GeodesicArea.of(west)),
                new Plot("east", east, GeodesicArea.of(east)));
        var july = new DayWindow(LocalDate.of(2026, 7, 10), LocalDate.of(2026, 7, 20));
        var needs = List.of(new Need("1", "west", "HARVEST", july), new Need("2", "east", "HARVEST", july));
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots, needs);
        System.out.println(proposal.bundles().get(0).area().mu()); // 65.19...: two fields 2 m apart are one bundle
        // end
        assertThat(proposal.bundles().get(0).area().mu()).isBetween(65.19, 65.20);
        String source = Files.readString(Path.of("src/test/java/org/siji/land/ReadmeExampleTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .replaceAll("(?m)^ {8}", "");
        assertThat(Files.readString(Path.of("README.md"))).contains(example);
    }
}
