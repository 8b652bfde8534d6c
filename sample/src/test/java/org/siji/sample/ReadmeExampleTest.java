package org.siji.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.siji.sample.track.FieldWork;
import org.siji.sample.track.SimulatedTrack;
import org.siji.sample.track.TrackCsv;
import org.siji.sample.track.TrackSimulator;
import org.siji.sample.track.Trip;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of README.md is the code between the two marks below: it compiles, runs, and the page shows it as it is. */
class ReadmeExampleTest {

    @Test
    void theExampleRunsAndIsTheOneInTheReadme() throws Exception {
        // example
        SampleCounty county = SampleCounty.generate(1, SampleSize.ofMu(3000));
        SampleField field = county.fields().get(1);
        SampleMachine combine = county.providers().get(0).machines().get(0);
        Trip trip = Trip.fromDepot(combine, Instant.parse("2026-10-20T00:30:00Z"),
                List.of(FieldWork.whole(field.id(), field.lonLat())));
        SimulatedTrack track = TrackSimulator.simulate(trip, NoiseModel.ORDINARY, 1);
        byte[] whatTheTerminalSends = TrackCsv.write(track.track());
        double whatWasReallyDone = track.trueWorkedArea().mu();
        System.out.println(county.parcels().size() + " parcels; " + whatWasReallyDone + " mu of " + field.area().mu());
        // end
        assertThat(whatWasReallyDone).isBetween(field.area().mu() * 0.97, field.area().mu() * 1.0001);
        assertThat(whatTheTerminalSends.length).isGreaterThan(5000);
        String source = Files.readString(Path.of("src/test/java/org/siji/sample/ReadmeExampleTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .replaceAll("(?m)^ {8}", "");
        assertThat(Files.readString(Path.of("README.md"))).contains(example);
    }
}
