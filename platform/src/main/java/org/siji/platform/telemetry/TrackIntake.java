package org.siji.platform.telemetry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Problem;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violation;
import org.siji.platform.fleet.Machine;
import org.siji.platform.geometry.Geometries;
import org.siji.track.Track;
import org.siji.track.TrackChecks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a file in. What can be read of a damaged file is stored with a list of what can't; a file out of which nothing can be
 * measured is refused with the same list, and nothing of it is stored.
 */
@Component
class TrackIntake {

    static final int MAX_MEBIBYTES = 32;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Tracks tracks;
    private final ApplicationEventPublisher events;

    TrackIntake(JdbcClient jdbc, JsonMapper json, Clock clock, Tracks tracks, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.tracks = tracks;
        this.events = events;
    }

    /**
     * @param duplicate          whether the same file of the same machine was there already; then nothing was done
     * @param verificationMillis how long those took who heard of the track: measuring, deciding, billing
     */
    record Outcome(UUID trackId, boolean duplicate, long verificationMillis) {}

    Outcome take(byte[] raw, String fileName, Machine machine, @Nullable UUID workOrderId, String by) {
        String sha256 = sha256(raw);
        Optional<UUID> known = jdbc.sql("select id from track where machine_id = :machine and sha256 = :sha256")
                .param("machine", machine.id()).param("sha256", sha256).query(UUID.class).optional();
        if (known.isPresent()) {
            return new Outcome(known.get(), true, 0);
        }
        if (ParsedFile.isZip(raw) && Unpacked.isTooLarge(raw)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.unpacks-too-large", "file",
                    Unpacked.MAX_MEBIBYTES);
        }
        ParsedFile file = ParsedFile.parse(raw, fileName);
        refuseUnusable(file, machine);
        UUID trackId = Ids.next();
        Instant now = clock.instant();
        jdbc.sql("""
                insert into track (id, machine_id, provider_id, work_order_id, format, file_name, sha256, raw, problems,
                    received_at, received_by)
                values (:id, :machine, :provider, :order, :format, :file, :sha256, :raw, :problems::jsonb, :at, :by)""")
                .param("id", trackId).param("machine", machine.id()).param("provider", machine.providerId())
                .param("order", workOrderId).param("format", file.format().name()).param("file", fileName)
                .param("sha256", sha256).param("raw", raw).param("problems", toJson(file.problems()))
                .param("at", now.atOffset(ZoneOffset.UTC)).param("by", by).update();
        List<UUID> logIds = new ArrayList<>();
        for (int i = 0; i < file.logs().size(); i++) {
            logIds.add(storeLog(trackId, i, file.logs().get(i), machine, now));
        }
        tracks.remember(sha256, file);
        long begin = System.nanoTime();
        events.publishEvent(new TrackReceived(trackId, logIds));
        return new Outcome(trackId, false, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private static void refuseUnusable(ParsedFile file, Machine machine) {
        if (file.logs().isEmpty()) {
            List<Violation> violations = new ArrayList<>();
            violations.add(Violation.of("track.unreadable", "file"));
            file.problems().forEach(problem -> violations.add(violation(problem)));
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "track.unreadable", violations);
        }
        if (!(machine.widthMeters() > 0) && file.logs().stream().noneMatch(log -> hasWidth(log.track()))) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.width-missing", "machineId",
                    machine.name());
        }
    }

    private static boolean hasWidth(Track track) {
        for (int i = 0; i < track.size(); i++) {
            if (track.widthMeters(i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static Violation violation(Problem problem) {
        String row = problem.place().row() > 0 ? ":" + problem.place().row() : "";
        return new Violation(problem.code(), problem.place().file() + row, List.copyOf(problem.details()));
    }

    private UUID storeLog(UUID trackId, int position, ParsedFile.Log log, Machine machine, Instant receivedAt) {
        Track track = log.track();
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < track.size(); i++) {
            long millis = track.timeMillis(i);
            // Terminals without a fix yet send dates of the future; they must not stretch the log.
            if (ParsedFile.isFix(track, i) && millis <= receivedAt.toEpochMilli()) {
                start = Math.min(start, millis);
                end = Math.max(end, millis);
            }
        }
        if (start > end) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.in-future", "file", log.name());
        }
        Geometry line = TrackLines.of(track);
        UUID id = Ids.next();
        jdbc.sql("""
                insert into track_log (id, track_id, position, name, records, started_at, ended_at, bbox, line_wkb, problems, checks)
                values (:id, :track, :position, :name, :records, :start, :end, :box::box, :line, :problems::jsonb,
                    :checks::jsonb)""")
                .param("id", id).param("track", trackId).param("position", position).param("name", log.name())
                .param("records", track.size()).param("start", utc(start)).param("end", utc(end))
                .param("box", Geometries.box(line)).param("line", Geometries.toWkb(line))
                .param("problems", toJson(log.problems()))
                .param("checks", json.writeValueAsString(checks(log, machine)))
                .update();
        return id;
    }

    /** What is charged for is measured with the register's width, unless the log names one. */
    private static List<LogCheck> checks(ParsedFile.Log log, Machine machine) {
        Track track = log.track();
        double claimed = IntStream.range(0, track.size()).mapToDouble(track::widthMeters).filter(width -> width > 0)
                .max()
                .orElse(machine.widthMeters());
        return TrackChecks.check(track, claimed, machine.widthMeters()).stream().map(LogCheck::of).toList();
    }

    private static OffsetDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private String toJson(List<Problem> problems) {
        return json.writeValueAsString(problems.stream().map(StoredProblem::of).toList());
    }

    private static String sha256(byte[] raw) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
