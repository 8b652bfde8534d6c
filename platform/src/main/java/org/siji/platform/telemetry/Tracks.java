package org.siji.platform.telemetry;

import java.lang.ref.SoftReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.work.WorkOrder;
import org.siji.track.Track;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Stored tracks for the modules that measure them. Fixes are read from the raw file each time, so there is only one truth. */
@Component
public class Tracks {

    private static final String LOG = """
            select l.id, l.track_id, l.name, l.records, l.started_at, l.ended_at, l.line_wkb from track_log l""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    /** A field that two machines have worked is measured out of both their logs, forty times for a day's fields. */
    private static final int REMEMBERED_FILES = 8;

    /** SHA-256 to file, the one used last at the end; gives way when memory runs short. */
    private final Map<String, SoftReference<ParsedFile>> remembered = Collections
            .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SoftReference<ParsedFile>> eldest) {
                    return size() > REMEMBERED_FILES;
                }
            });

    Tracks(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    void remember(String sha256, ParsedFile file) {
        remembered.put(sha256, new SoftReference<>(file));
    }

    /** @throws ProblemException 404 if there is none */
    public ReceivedTrack getTrack(UUID id) {
        List<TrackLog> logs = jdbc.sql(LOG + " where l.track_id = :id order by l.position").param("id", id)
                .query(Tracks::log).list();
        return jdbc.sql("""
                select machine_id, provider_id, work_order_id, sha256, received_at from track where id = :id""")
                .param("id", id)
                .query((row, n) -> new ReceivedTrack(id, row.getObject("machine_id", UUID.class),
                        row.getObject("provider_id", UUID.class), row.getObject("work_order_id", UUID.class),
                        row.getString("sha256"), row.getTimestamp("received_at").toInstant(), logs))
                .optional().orElseThrow(() -> ProblemException.notFound("track", id));
    }

    /** In the order of their reception. */
    public List<TrackLog> listLogsOfWorkOrder(UUID workOrderId) {
        return jdbc.sql(LOG + " " + """
                join track_log_work_order w on w.log_id = l.id join track t on t.id = l.track_id
                where w.work_order_id = :id order by t.received_at, t.id, l.position""").param("id", workOrderId)
                .query(Tracks::log).list();
    }

    /** Ids only, by order, in the order of their reception; an order without any is absent. */
    public Map<UUID, Set<UUID>> mapLogsOfWorkOrders(Collection<UUID> workOrderIds) {
        Map<UUID, Set<UUID>> logs = new HashMap<>();
        jdbc.sql("""
                select w.work_order_id, l.id from track_log_work_order w join track_log l on l.id = w.log_id
                join track t on t.id = l.track_id
                where w.work_order_id = any(:ids) order by t.received_at, t.id, l.position""")
                .param("ids", workOrderIds.toArray(UUID[]::new))
                .query(row -> {
                    logs.computeIfAbsent(row.getObject(1, UUID.class), id -> new LinkedHashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return logs;
    }

    /** In the order of the ids asked for. */
    public List<TrackLog> listLogs(Collection<UUID> logIds) {
        return logIds.stream().map(id -> jdbc.sql(LOG + " where l.id = :id").param("id", id).query(Tracks::log)
                .optional().orElseThrow(() -> ProblemException.notFound("track-log", id))).toList();
    }

    /** Notes that a log is evidence for a work order. Saying it twice changes nothing. */
    public void assign(UUID logId, WorkOrder order) {
        int added = jdbc.sql("""
                insert into track_log_work_order (log_id, work_order_id, village_code, season)
                values (:log, :order, :village, :season) on conflict do nothing""").param("log", logId)
                .param("order", order.id()).param("village", order.villageCode()).param("season", order.season())
                .update();
        if (added > 0) {
            events.publishEvent(new TrackAssigned(logId, order.id(), order.fieldId(), order.season()));
        }
    }

    /** By log; one that came in before there were checks is absent. */
    public Map<UUID, List<LogCheck>> mapChecks(Collection<UUID> logIds) {
        Map<UUID, List<LogCheck>> checks = new HashMap<>();
        jdbc.sql("select id, checks from track_log where id = any(:ids) and checks is not null")
                .param("ids", logIds.toArray(UUID[]::new))
                .query(row -> {
                    checks.put(row.getObject(1, UUID.class),
                            List.of(json.readValue(row.getString(2), LogCheck[].class)));
                });
        return checks;
    }

    public List<TrackSource> listSources(Collection<UUID> logIds) {
        return jdbc
                .sql("""
                select t.id as track_id, l.id as log_id, l.name as log_name, t.file_name, t.sha256
                from track_log l join track t on t.id = l.track_id where l.id = any(:ids) order by t.received_at, l.position""")
                .param("ids", logIds.toArray(UUID[]::new)).query(TrackSource.class).list();
    }

    /**
     * A log with its fixes.
     *
     * @param receivedMillis when it came in; later fixes have a wrong date
     */
    public record Fixes(UUID logId, UUID machineId, Track track, String sha256, String logName, long receivedMillis) {}

    /** Reads the fixes of logs out of the raw files. */
    public List<Fixes> readFixes(Collection<UUID> logIds) {
        List<Fixes> fixes = new ArrayList<>();
        for (UUID logId : logIds) {
            fixes.add(jdbc.sql("""
                    select t.id as track_id, t.machine_id, t.sha256, t.file_name, t.received_at, l.name, l.position
                    from track_log l join track t on t.id = l.track_id where l.id = :id""").param("id", logId)
                    .query((row, n) -> new Fixes(logId, row.getObject("machine_id", UUID.class),
                            parsed(row.getObject("track_id", UUID.class), row.getString("sha256"),
                                    row.getString("file_name")).logs().get(row.getInt("position")).track(),
                            row.getString("sha256"), row.getString("name"),
                            row.getTimestamp("received_at").getTime()))
                    .optional().orElseThrow(() -> ProblemException.notFound("track-log", logId)));
        }
        return fixes;
    }

    private ParsedFile parsed(UUID trackId, String sha256, String fileName) {
        SoftReference<ParsedFile> known = remembered.get(sha256);
        ParsedFile kept = known == null ? null : known.get();
        if (kept != null) {
            return kept;
        }
        byte[] raw = jdbc.sql("select raw from track where id = :id").param("id", trackId).query(byte[].class).single();
        ParsedFile file = ParsedFile.parse(raw, fileName);
        remember(sha256, file);
        return file;
    }

    private static TrackLog log(ResultSet row, int number) throws SQLException {
        return new TrackLog(row.getObject("id", UUID.class), row.getObject("track_id", UUID.class),
                row.getString("name"), row.getLong("records"), row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ended_at").toInstant(), Geometries.fromWkb(row.getBytes("line_wkb")));
    }
}
