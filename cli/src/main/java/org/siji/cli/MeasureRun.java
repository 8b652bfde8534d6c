package org.siji.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.parcels.ParcelImport;
import org.siji.formats.parcels.ParcelReader;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.formats.rules.RuleSets;
import org.siji.formats.tracks.TrackFile;
import org.siji.formats.tracks.TrackFileReader;
import org.siji.formats.tracks.TrackLog;
import org.siji.formats.tracks.TrackProblem;
import org.siji.track.FieldRoad;
import org.siji.track.FieldRoadRule;
import org.siji.track.GroundClaims;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.ParameterOutOfRange;
import org.siji.track.QualityDemand;
import org.siji.track.QualityMeter;
import org.siji.track.ReplayIndex;
import org.siji.track.RuleJudge;
import org.siji.track.RuleSet;
import org.siji.track.Track;
import org.siji.track.TrackCheck;
import org.siji.track.TrackChecks;
import org.siji.track.TrackMeter;
import org.siji.track.WorkQuality;

/** Computes a result from its options: the same files and options give the same result on every machine. */
final class MeasureRun {

    /** The checks hold several copies of a track; a machine makes fewer fixes in a season. */
    private static final int MAX_CHECKED_FIXES = 2_000_000;

    private final MeasureOptions options;
    private final MeasureParameters parameters;
    private final List<Problem> problems = new ArrayList<>();
    private final List<InputHash> hashes = new ArrayList<>();
    private final List<MeasuredLog> logs = new ArrayList<>();
    private final ReplayIndex replays = new ReplayIndex();
    private final GroundClaims claims = new GroundClaims();
    private List<ParcelRecord> parcels = List.of();
    private @Nullable RuleSet rules;

    private MeasureRun(MeasureOptions options, MeasureParameters parameters) {
        this.options = options;
        this.parameters = parameters;
    }

    /** No rule set has that name, and no file either. */
    static final class NoSuchRules extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** @throws ParameterOutOfRange if a parameter is */
    static MeasuredLog.Report run(MeasureOptions options) throws IOException, NoSuchRules {
        MeasureParameters parameters = MeasureParameters.defaults().withWidthMeters(options.widthMeters())
                .withOffsetMeters(options.offsetMeters()).withCellMeters(options.cellMeters())
                .withLatestTimeMillis(options.latestMillis());
        double registered = options.registeredWidthMeters();
        if (registered <= 0 || registered > MeasureParameters.MAX_WIDTH_METERS) {
            throw new ParameterOutOfRange("registeredWidthMeters", registered, 0, MeasureParameters.MAX_WIDTH_METERS);
        }
        return new MeasureRun(options, parameters).run();
    }

    private MeasuredLog.Report run() throws IOException, NoSuchRules {
        readRules();
        readParcels();
        TrackFileReader reader = new TrackFileReader(options.zone(), options.coordinates());
        for (Path file : options.files()) {
            hashes.addAll(InputHash.of(file));
            TrackFile read = reader.read(file);
            problems.addAll(read.problems());
            for (TrackLog log : read.logs()) {
                measure(file, log);
            }
        }
        return new MeasuredLog.Report(logs, options.parcels() == null ? null : parcels, rules, parameters, hashes,
                problems);
    }

    private void readRules() throws IOException, NoSuchRules {
        if (options.rules() == null) {
            return;
        }
        Optional<RuleSet> shipped = RuleSets.shipped().find(options.rules());
        if (shipped.isPresent()) {
            rules = shipped.get();
            return;
        }
        Path file = Path.of(options.rules());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchRules();
        }
        hashes.addAll(InputHash.of(file));
        RuleSets own = RuleSets.read(Input.of(file), String.valueOf(file.getFileName()));
        problems.addAll(own.problems());
        rules = own.rules().stream().findFirst().orElseThrow(NoSuchRules::new);
    }

    private void readParcels() throws IOException {
        if (options.parcels() != null) {
            hashes.addAll(InputHash.of(options.parcels()));
            ParcelImport read = new ParcelReader(ReadLimits.COUNTY, null, null, false).read(options.parcels());
            problems.addAll(read.problems());
            parcels = read.parcels();
        }
    }

    private void measure(Path file, TrackLog log) {
        MeasureParameters own = log.behindMeters().isEmpty()
                ? parameters
                : withBehind(log.behindMeters().getAsDouble());
        Track track = withoutRoads(log.track());
        MeasuredWork work = TrackMeter.measure(track, own);
        problems.addAll(TrackDoubts.about(log, work));
        List<MeasuredLog.OnParcel> on = MeasuredLog.on(parcels, work);
        if (!parcels.isEmpty() && on.isEmpty() && work.netArea().squareMeters() > 0) {
            problems.add(TrackDoubts.noParcel(log, work, parcels));
        }
        QualityDemand demand = rules == null ? QualityDemand.usual() : rules.demand();
        WorkQuality quality = QualityMeter.judge(track, work, demand, coverage(on));
        logs.add(new MeasuredLog(file.toString(), log, work, quality, on, decisions(work, quality, on),
                checks(log, work)));
    }

    /** Against the logs measured before it as well: the same drive handed in twice, the same ground claimed twice. */
    private List<TrackCheck> checks(TrackLog log, MeasuredWork work) {
        if (log.track().size() > MAX_CHECKED_FIXES) {
            problems.add(Problem.of(TrackProblem.TOO_LONG_FOR_CHECKS, Place.file(log.name()), log.track().size(),
                    MAX_CHECKED_FIXES));
            return List.of();
        }
        List<TrackCheck> checks = new ArrayList<>(
                TrackChecks.check(log.track(), claimedWidth(log.track()), options.registeredWidthMeters()));
        String id = (logs.size() + 1) + " " + log.name();
        checks.add(replays.check(id, log.track()));
        replays.add(id, log.track());
        Geometry worked = work.map().coveredLonLat();
        checks.add(claims.check(id, worked));
        claims.add(id, worked);
        return checks;
    }

    /** What the area is measured with: the widest that the log names, if it names any. */
    private double claimedWidth(Track track) {
        return IntStream.range(0, track.size()).mapToDouble(track::widthMeters)
                .filter(width -> width > 0 && width <= MeasureParameters.MAX_WIDTH_METERS).max()
                .orElse(options.widthMeters());
    }

    /** Where neither the machine nor parcels say what was work, the shape of the drive does. */
    private Track withoutRoads(Track track) {
        if (options.parcels() != null || track.size() > MAX_CHECKED_FIXES) {
            return track;
        }
        for (int i = 0; i < track.size(); i++) {
            if (track.workState(i) == Track.WORK_STATE_UNKNOWN) {
                return FieldRoad.withoutRoads(track, FieldRoadRule.smallPlots());
            }
        }
        return track;
    }

    /** A description may say what no machine has: then it isn't believed. */
    private MeasureParameters withBehind(double meters) {
        try {
            return parameters.withBehindMeters(meters);
        } catch (ParameterOutOfRange e) {
            return parameters;
        }
    }

    /** Of all parcels that the log worked on together; NaN without any. */
    private static double coverage(List<MeasuredLog.OnParcel> on) {
        double covered = 0;
        double area = 0;
        for (MeasuredLog.OnParcel parcel : on) {
            covered += parcel.coverage().covered().squareMeters();
            area += parcel.coverage().fieldArea().squareMeters();
        }
        return area > 0 ? covered / area : Double.NaN;
    }

    private List<MeasuredLog.Decided> decisions(MeasuredWork work, WorkQuality quality, List<MeasuredLog.OnParcel> on) {
        if (rules == null) {
            return List.of();
        }
        List<MeasuredLog.Decided> decisions = new ArrayList<>();
        for (MeasuredLog.OnParcel parcel : on) {
            decisions.add(new MeasuredLog.Decided(parcel.code(), RuleJudge.decide(rules, quality, parcel.interval90(),
                    parcel.coverage().fieldArea().squareMeters())));
        }
        if (options.parcels() == null) {
            decisions.add(new MeasuredLog.Decided("", RuleJudge.decide(rules, quality, work.interval90(), Double.NaN)));
        }
        return decisions;
    }
}
