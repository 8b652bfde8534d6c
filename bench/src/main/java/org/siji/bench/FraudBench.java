package org.siji.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleMachine;
import org.siji.sample.SampleSize;
import org.siji.sample.track.FieldWork;
import org.siji.sample.track.SimulatedTrack;
import org.siji.sample.track.TrackSimulator;
import org.siji.sample.track.Trip;
import org.siji.track.GroundClaims;
import org.siji.track.MeasureParameters;
import org.siji.track.ReplayIndex;
import org.siji.track.Track;
import org.siji.track.TrackCheck;
import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Verdict;
import org.siji.track.TrackChecks;
import org.siji.track.TrackMeter;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How often each check of a track cries out: over honest tracks (real ones and made-up ones with the noise of ordinary
 * terminals) and over cases injected into them. A track that a check cannot judge counts as silent, for both rates.
 */
@Command(name = "fraud", mixinStandardHelpOptions = true, description = "Error rates of the checks of tracks.")
public final class FraudBench implements Callable<Integer> {

    /** Position error of the issue: drift of 0.3 m over 10 minutes, jitter with a CEP50 of 0.11 m, half a second late. */
    private static final NoiseModel STATED = new NoiseModel(0, 0, 0.3, 600, 0.093, 500, 2, 8, 1000);
    private static final List<NoiseModel> NOISES = List.of(STATED, NoiseModel.ORDINARY, NoiseModel.POOR);
    private static final Instant START = Instant.parse("2026-10-20T00:30:00Z");
    private static final int DRAWN = 500;

    @Option(names = "--tracks", defaultValue = "../shared/data/tracks", description = "(${DEFAULT-VALUE})")
    private Path tracks = Path.of("");
    @Option(names = "--honest", defaultValue = "1200", description = "made-up honest tracks (${DEFAULT-VALUE})")
    private int honest;
    @Option(names = "--seed", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;
    @Mixin
    private final BenchLog log = new BenchLog();

    private final List<Case> real = new ArrayList<>();
    private final List<Case> made = new ArrayList<>();

    private FraudBench() {}

    /** An honest track; width NaN where nobody knows it. */
    private record Case(String id, Track track, double widthMeters, @Nullable SampleField field,
            @Nullable SampleMachine machine) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FraudBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        log.begin("seed " + seed);
        readReal();
        simulate();
        log.print("%d real tracks, %d made-up honest ones; rates with Wilson's 95 %% interval".formatted(real.size(),
                made.size()));
        Forgery forgery = new Forgery(new Random(seed));
        alone(forgery);
        replayed(forgery);
        claimedTwice();
        log.write();
        return 0;
    }

    private void readReal() throws IOException {
        for (String folder : List.of("wheat-harvesters", "tractors")) {
            LabelledTrack.readAll(tracks.resolve(folder))
                    .forEach(t -> real.add(new Case(t.name(), t.track(), Double.NaN, null, null)));
        }
        IsoXmlReader.read(tracks.resolve("isoxml").resolve("TASKDATA.XML"), ZoneId.of("Europe/Berlin")).logs().stream()
                .filter(timeLog -> timeLog.track().size() > 0)
                .forEach(timeLog -> real.add(new Case(timeLog.name(), timeLog.track(), width(timeLog.track()), null,
                        null)));
    }

    /** The largest width that the log has while working. */
    private static double width(Track track) {
        double width = Double.NaN;
        for (int i = 0; i < track.size(); i++) {
            if (track.workState(i) == Track.WORKING && track.widthMeters(i) > 0) {
                width = Double.isNaN(width) ? track.widthMeters(i) : Math.max(width, track.widthMeters(i));
            }
        }
        return width;
    }

    private void simulate() {
        SampleCounty county = SampleCounty.generate(seed, SampleSize.ofParcels(Math.max(900, honest * 2)));
        List<SampleMachine> machines = county.providers().stream().flatMap(p -> p.machines().stream()).toList();
        Random random = new Random(seed);
        for (SampleField field : county.fields()) {
            if (made.size() == honest) {
                break;
            }
            SampleMachine machine = machines.get(random.nextInt(machines.size()));
            made.add(new Case(field.id(), drive(field, machine, 0, 1, random).track(), machine.workingWidthMeters(),
                    field, machine));
        }
    }

    private static SimulatedTrack drive(SampleField field, SampleMachine machine, double from, double to,
            Random random) {
        Trip trip = new Trip(machine, START.plusSeconds(random.nextInt(2_000_000)),
                field.lonLat().getCentroid().getX() + 0.002, field.lonLat().getCentroid().getY() + 0.001,
                List.of(new FieldWork(field.id(), field.lonLat(), from, to)));
        return TrackSimulator.simulate(trip, NOISES.get(random.nextInt(NOISES.size())), random.nextLong());
    }

    private static boolean cries(TrackCheck check) {
        return check.verdict() == Verdict.REVIEW;
    }

    private static TrackCheck alone(Track track, double width, Code code) {
        return TrackChecks.check(track, width, Double.NaN).stream().filter(check -> check.code() == code).findFirst()
                .orElseThrow();
    }

    private static Rate rate(List<TrackCheck> checks) {
        return new Rate((int) checks.stream().filter(FraudBench::cries).count(), checks.size());
    }

    private static String judged(List<TrackCheck> checks) {
        return "%s; could judge %d".formatted(rate(checks),
                checks.stream().filter(check -> check.verdict() != Verdict.NOT_CHECKED).count());
    }

    /** What a check says about honest tracks, real and made up. */
    private void honestly(Code code, Function<Case, TrackCheck> check) {
        log.print(code + " false alarms, real:     " + judged(real.stream().map(check).toList()));
        List<TrackCheck> ofMade = made.stream().map(check).toList();
        log.print(code + " false alarms, made up:  " + judged(ofMade));
    }

    private void injected(Code code, String what, List<TrackCheck> checks) {
        log.print("%s found, %s: %s".formatted(code, what, judged(checks)));
    }

    private void alone(Forgery forgery) {
        for (Code code : List.of(Code.IMPOSSIBLE_MOTION, Code.TOO_SMOOTH, Code.WIDTH_TOO_LARGE)) {
            honestly(code, honestCase -> alone(honestCase.track(), honestCase.widthMeters(), code));
        }
        List<Case> all = new ArrayList<>(real);
        all.addAll(made);
        injected(Code.IMPOSSIBLE_MOTION, "played 6 times faster", all.stream()
                .map(c -> alone(forgery.faster(c.track(), 6), Double.NaN, Code.IMPOSSIBLE_MOTION)).toList());
        injected(Code.IMPOSSIBLE_MOTION, "pieces of 60 fixes put elsewhere", all.stream()
                .map(c -> alone(forgery.patched(c.track(), 60), Double.NaN, Code.IMPOSSIBLE_MOTION)).toList());
        Random random = new Random(seed);
        List<TrackCheck> corners = new ArrayList<>();
        List<TrackCheck> ruled = new ArrayList<>();
        List<TrackCheck> noisy = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            corners.add(alone(forgery.drawn(113, 29, 10 + 5 * random.nextDouble(), 0), Double.NaN,
                    Code.IMPOSSIBLE_MOTION));
            ruled.add(alone(forgery.drawn(113, 29, 1.2 + 1.8 * random.nextDouble(), 0), Double.NaN, Code.TOO_SMOOTH));
            noisy.add(
                    alone(forgery.drawn(113, 29, 1.2 + 1.8 * random.nextDouble(), 0.02), Double.NaN, Code.TOO_SMOOTH));
        }
        injected(Code.IMPOSSIBLE_MOTION, "square corners at 36 to 54 km/h", corners);
        injected(Code.TOO_SMOOTH, "drawn with a ruler", ruled);
        injected(Code.TOO_SMOOTH, "drawn with a ruler and 2 cm of white noise", noisy);
        for (double times : new double[]{1.3, 1.5, 2}) {
            injected(Code.WIDTH_TOO_LARGE, "%.1f times the true width, no register".formatted(times),
                    all.stream().filter(c -> c.widthMeters() > 0)
                            .map(c -> alone(c.track(), c.widthMeters() * times, Code.WIDTH_TOO_LARGE)).toList());
        }
        injected(Code.WIDTH_TOO_LARGE, "1.3 times the register's width", all.stream().filter(c -> c.widthMeters() > 0)
                .map(c -> TrackChecks.check(c.track(), c.widthMeters() * 1.3, c.widthMeters()).get(2)).toList());
    }

    private void replayed(Forgery forgery) {
        ReplayIndex index = new ReplayIndex();
        List<Case> all = new ArrayList<>(real);
        all.addAll(made);
        long begin = System.nanoTime();
        all.forEach(c -> index.add(c.id(), c.track()));
        double building = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        honestly(Code.REPLAYED, c -> index.check(c.id(), c.track()));
        double asking = (System.nanoTime() - begin) / 1e9;
        long fixes = all.stream().mapToLong(c -> c.track().size()).sum();
        injected(Code.REPLAYED, "real tracks moved, turned, perhaps mirrored",
                real.stream().map(c -> named(index.check("copy", forgery.replay(c.track())), c.id())).toList());
        List<TrackCheck> copies = made.stream()
                .map(c -> named(index.check("copy", forgery.replay(c.track())), c.id())).toList();
        injected(Code.REPLAYED, "made-up tracks moved, turned, perhaps mirrored", copies);
        List<TrackCheck> judged = copies.stream().filter(c -> c.verdict() != Verdict.NOT_CHECKED).toList();
        injected(Code.REPLAYED, "of these, those with turns enough to judge", judged);
        injected(Code.REPLAYED, "the first half of a made-up track, moved and turned", made.stream()
                .map(c -> named(index.check("copy", forgery.replay(Forgery.firstHalf(c.track()))), c.id())).toList());
        injected(Code.REPLAYED, "half of a track moved and turned, then another field", IntStream
                .range(0, made.size()).mapToObj(i -> named(index.check("copy", forgery.joined(made.get(i).track(),
                        made.get((i + 1) % made.size()).track())), made.get(i).id()))
                .toList());
        log.print("index of %d tracks, %,d fixes: built in %.2f s, one track checked in %.2f ms".formatted(all.size(),
                fixes, building, asking / all.size() * 1000));
    }

    /** A cry that names another track than the one that was copied is none. */
    private static TrackCheck named(TrackCheck check, String id) {
        return cries(check) && !check.reasons().get(0).other().equals(id)
                ? new TrackCheck(check.code(), Verdict.PASS, check.reasons())
                : check;
    }

    private void claimedTwice() {
        GroundClaims claims = new GroundClaims();
        List<Geometry> worked = made.stream().map(c -> worked(c.track())).toList();
        for (int i = 0; i < made.size(); i++) {
            claims.add(made.get(i).id(), worked.get(i));
        }
        List<TrackCheck> honestChecks = new ArrayList<>();
        List<TrackCheck> whole = new ArrayList<>();
        List<TrackCheck> half = new ArrayList<>();
        Random random = new Random(seed + 1);
        for (int i = 0; i < made.size(); i++) {
            Case c = made.get(i);
            honestChecks.add(claims.check(c.id(), worked.get(i)));
            if (c.field() == null || c.machine() == null) {
                continue;
            }
            whole.add(claims.check("again", worked(drive(c.field(), c.machine(), 0, 1, random).track())));
            half.add(claims.check("again", worked(drive(c.field(), c.machine(), 0.5, 1, random).track())));
        }
        log.print(Code.CLAIMED_TWICE + " false alarms, made up (neighbouring fields): " + judged(honestChecks));
        injected(Code.CLAIMED_TWICE, "same field, another day and noise", whole);
        injected(Code.CLAIMED_TWICE, "half of the field again", half);
    }

    private static Geometry worked(Track track) {
        return TrackMeter.measure(track, MeasureParameters.defaults().withCellMeters(0.25)).map().coveredLonLat();
    }
}
