package org.siji.platform.telemetry;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stored tracks as people look at them, and who may. */
@Component
class TrackCatalogue {

    /** Own ones for a provider; for an office what concerns its villages or what it sent in itself. */
    private static final String VISIBLE = """
            case when :provider then t.provider_id = :own
                 else t.received_by = :username or exists (select 1 from track_log_work_order w
                      join track_log l on l.id = w.log_id
                      where l.track_id = t.id and starts_with(w.village_code, :prefix)) end""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Tracks tracks;

    TrackCatalogue(JdbcClient jdbc, JsonMapper json, Tracks tracks) {
        this.jdbc = jdbc;
        this.json = json;
        this.tracks = tracks;
    }

    /** @param duplicate whether this very file had been sent before */
    record TrackView(UUID id, UUID machineId, UUID providerId, @Nullable UUID workOrderId, String sha256,
            TrackFormat format, String fileName, OffsetDateTime receivedAt, List<LogView> logs,
            List<StoredProblem.Shown> problems, boolean duplicate) {}

    /** @param workOrderIds the orders that it is evidence for */
    record LogView(UUID id, String name, long records, OffsetDateTime start, OffsetDateTime end,
            List<UUID> workOrderIds, List<StoredProblem.Shown> problems) {}

    record RawFile(String fileName, String sha256, byte[] raw) {}

    List<UUID> listIds(CurrentUser user, @Nullable String village, @Nullable UUID workOrder, @Nullable UUID machine,
            UUID after, int rows) {
        boolean provider = user.role() == Role.PROVIDER;
        return visible("""
                select t.id from track t where t.id > :after
                and (cast(:machine as uuid) is null or t.machine_id = :machine)
                and (cast(:order as uuid) is null or exists (select 1 from track_log_work_order w
                     join track_log l on l.id = w.log_id where l.track_id = t.id and w.work_order_id = :order))
                and (cast(:village as text) is null or exists (select 1 from track_log_work_order w
                     join track_log l on l.id = w.log_id where l.track_id = t.id and starts_with(w.village_code, :village)))
                and\s""" + VISIBLE + " order by t.id limit :rows", user)
                .param("after", after).param("machine", machine).param("order", workOrder)
                .param("village", village == null ? null : provider ? village : user.narrowTo(village))
                .param("rows", rows).query(UUID.class).list();
    }

    /** @throws ProblemException 404 */
    void requireVisible(CurrentUser user, UUID trackId) {
        if (visible("select t.id from track t where t.id = :id and " + VISIBLE, user).param("id", trackId)
                .query(UUID.class).optional().isEmpty()) {
            throw ProblemException.notFound("track", trackId);
        }
    }

    private JdbcClient.StatementSpec visible(String sql, CurrentUser user) {
        return jdbc.sql(sql).param("provider", user.role() == Role.PROVIDER).param("own", user.providerId())
                .param("username", user.username()).param("prefix", user.regionPrefix());
    }

    TrackView getTrack(UUID id, Locale locale, boolean duplicate) {
        return listTracks(List.of(id), locale, duplicate).stream().findFirst()
                .orElseThrow(() -> ProblemException.notFound("track", id));
    }

    /** By id, with two queries however many they are. */
    List<TrackView> listTracks(List<UUID> ids, Locale locale, boolean duplicate) {
        UUID[] wanted = ids.toArray(UUID[]::new);
        Map<UUID, List<LogView>> logs = new HashMap<>();
        jdbc.sql("""
                select l.track_id, l.id, l.name, l.records, l.started_at, l.ended_at, l.problems,
                       array(select w.work_order_id from track_log_work_order w where w.log_id = l.id
                             order by w.work_order_id) as orders
                from track_log l where l.track_id = any(:ids) order by l.track_id, l.position""").param("ids", wanted)
                .query(row -> {
                    logs.computeIfAbsent(row.getObject("track_id", UUID.class), id -> new ArrayList<>())
                            .add(new LogView(row.getObject("id", UUID.class), row.getString("name"),
                                    row.getLong("records"), row.getObject("started_at", OffsetDateTime.class),
                                    row.getObject("ended_at", OffsetDateTime.class),
                                    List.of((UUID[]) row.getArray("orders").getArray()),
                                    shown(row.getString("problems"), locale)));
                });
        return jdbc.sql("""
                select id, machine_id, provider_id, work_order_id, sha256, format, file_name, received_at, problems
                from track where id = any(:ids) order by id""").param("ids", wanted)
                .query((row, n) -> new TrackView(row.getObject("id", UUID.class),
                        row.getObject("machine_id", UUID.class), row.getObject("provider_id", UUID.class),
                        row.getObject("work_order_id", UUID.class), row.getString("sha256"),
                        TrackFormat.valueOf(row.getString("format")), row.getString("file_name"),
                        row.getObject("received_at", OffsetDateTime.class),
                        logs.getOrDefault(row.getObject("id", UUID.class), List.of()),
                        shown(row.getString("problems"), locale), duplicate))
                .list();
    }

    TrackLog getLog(UUID id) {
        return tracks.listLogs(List.of(id)).getFirst();
    }

    RawFile getRaw(UUID id) {
        return jdbc.sql("select file_name, sha256, raw from track where id = :id").param("id", id)
                .query(RawFile.class).single();
    }

    private List<StoredProblem.Shown> shown(String problems, Locale locale) {
        return json.readValue(problems, new TypeReference<List<StoredProblem>>() {
        }).stream()
                .map(problem -> problem.show(locale)).toList();
    }
}
