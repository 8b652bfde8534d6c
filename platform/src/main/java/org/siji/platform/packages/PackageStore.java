package org.siji.platform.packages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.Promise;
import org.siji.platform.packages.ServicePackage.PromiseKind;
import org.siji.platform.packages.ServicePackage.State;
import org.siji.platform.packages.ServicePackage.Step;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of packages. */
@Repository
class PackageStore {

    private static final String COLUMNS = """
            select p.id, p.series_id, p.version_no, p.season, p.name, p.lead_provider_id, p.lead_village, p.promise_kind,
                p.promise_value, p.refund_fen_per_mu, p.promise_text, p.created_by, p.created_at, p.state
            from service_package p
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PackageStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(ServicePackage made) {
        Promise promise = made.promise();
        jdbc.sql("""
                insert into service_package (id, series_id, version_no, season, name, lead_provider_id, lead_village,
                    promise_kind, promise_value, refund_fen_per_mu, promise_text, created_by, created_at, state)
                values (:id, :series, :no, :season, :name, :provider, :village, :kind, :value, :refund, :text, :by, :at,
                    :state)""").param("id", made.id()).param("series", made.seriesId()).param("no", made.versionNo())
                .param("season", made.season()).param("name", made.name()).param("provider", made.leadProviderId())
                .param("village", made.leadVillage()).param("kind", promise.kind().name())
                .param("value", promise.value()).param("refund", promise.refundFenPerMu())
                .param("text", promise.text()).param("by", made.createdBy()).param("at", made.createdAt())
                .param("state", made.state().name()).update();
        List<Part> parts = made.operations();
        template.batchUpdate("""
                insert into service_package_operation (package_id, position, operation, provider_id, window_from,
                    window_to, weight) values (?, ?, ?, ?, ?, ?, ?)""", IntStream.range(0, parts.size())
                .mapToObj(i -> new Object[]{made.id(), i, parts.get(i).operation().name(), parts.get(i).providerId(),
                        parts.get(i).windowFrom(), parts.get(i).windowTo(), parts.get(i).weight()})
                .toList());
        template.batchUpdate(
                "insert into service_package_price (package_id, min_centimu, fen_per_mu) values (?, ?, ?)",
                made.steps().stream().map(step -> new Object[]{made.id(), step.minCentimu(), step.fenPerMu()})
                        .toList());
        template.batchUpdate("insert into service_package_village (package_id, village_code) values (?, ?)",
                made.villages().stream().map(village -> new Object[]{made.id(), village}).toList());
    }

    int lastVersion(UUID seriesId) {
        return jdbc.sql("select coalesce(max(version_no), 0) from service_package where series_id = :series")
                .param("series", seriesId).query(Integer.class).single();
    }

    Optional<ServicePackage> find(UUID id) {
        return whole(jdbc.sql(COLUMNS + "where p.id = :id").param("id", id).query(PackageStore::row).list()).stream()
                .findFirst();
    }

    List<ServicePackage> list(Collection<UUID> ids) {
        return whole(jdbc.sql(COLUMNS + "where p.id = any(:ids)").param("ids", ids.toArray(UUID[]::new))
                .query(PackageStore::row).list());
    }

    /** Held until the end of the transaction: nobody takes a package while it is withdrawn. */
    Optional<ServicePackage> lock(UUID id) {
        return whole(jdbc.sql(COLUMNS + "where p.id = :id for update").param("id", id).query(PackageStore::row)
                .list()).stream().findFirst();
    }

    Optional<UUID> findPublished(UUID seriesId) {
        return jdbc.sql("select id from service_package where series_id = :series and state = 'PUBLISHED'")
                .param("series", seriesId).query(UUID.class).optional();
    }

    void move(UUID id, State state) {
        jdbc.sql("update service_package set state = :state where id = :id").param("state", state.name())
                .param("id", id).update();
    }

    void agree(UUID id, UUID providerId, String by, OffsetDateTime at) {
        jdbc.sql("""
                insert into service_package_agreement (package_id, provider_id, agreed_by, agreed_at)
                values (:id, :provider, :by, :at) on conflict do nothing""").param("id", id)
                .param("provider", providerId).param("by", by).param("at", at).update();
    }

    /**
     * @param prefix     packages for a village whose code begins so
     * @param providerId packages that name it, whatever their villages; null for others
     */
    List<ServicePackage> list(String prefix, @Nullable UUID providerId, @Nullable State state,
            @Nullable Integer season, UUID after, int rows) {
        return whole(jdbc.sql(COLUMNS + """
                where p.id > :after and (cast(:state as text) is null or p.state = :state)
                    and (cast(:season as int) is null or p.season = :season)
                    and case when cast(:provider as uuid) is null
                        then exists (select from service_package_village v where v.package_id = p.id
                            and starts_with(v.village_code, :prefix))
                        else p.lead_provider_id = :provider or exists (select from service_package_operation o
                            where o.package_id = p.id and o.provider_id = :provider) end
                order by p.id limit :rows""").param("after", after).param("state", state == null ? null : state.name())
                .param("season", season).param("provider", providerId).param("prefix", prefix).param("rows", rows)
                .query(PackageStore::row).list());
    }

    private static ServicePackage row(ResultSet row, int index) throws SQLException {
        return new ServicePackage(row.getObject("id", UUID.class), row.getObject("series_id", UUID.class),
                row.getInt("version_no"), row.getInt("season"), row.getString("name"),
                row.getObject("lead_provider_id", UUID.class), row.getString("lead_village"),
                new Promise(PromiseKind.valueOf(row.getString("promise_kind")),
                        row.getObject("promise_value", Integer.class), row.getLong("refund_fen_per_mu"),
                        row.getString("promise_text")),
                row.getString("created_by"), row.getObject("created_at", OffsetDateTime.class),
                State.valueOf(row.getString("state")), List.of(), List.of(), List.of(), List.of());
    }

    /** Fills in what hangs on the rows, by one query per table. */
    private List<ServicePackage> whole(List<ServicePackage> bare) {
        List<UUID> ids = bare.stream().map(ServicePackage::id).toList();
        Map<UUID, List<Part>> parts = children(ids, """
                select package_id, operation, provider_id, window_from, window_to, weight from service_package_operation
                where package_id = any(:ids) order by package_id, position""",
                row -> new Part(Operation.valueOf(row.getString(2)), row.getObject(3, UUID.class),
                        row.getObject(4, java.time.LocalDate.class), row.getObject(5, java.time.LocalDate.class),
                        row.getInt(6)));
        Map<UUID, List<Step>> steps = children(ids, """
                select package_id, min_centimu, fen_per_mu from service_package_price where package_id = any(:ids)
                order by package_id, min_centimu""", row -> new Step(row.getLong(2), row.getLong(3)));
        Map<UUID, List<String>> villages = children(ids, """
                select package_id, village_code from service_package_village where package_id = any(:ids)
                order by package_id, village_code""", row -> row.getString(2));
        Map<UUID, List<UUID>> agreed = children(ids,
                "select package_id, provider_id from service_package_agreement where package_id = any(:ids)",
                row -> row.getObject(2, UUID.class));
        return bare.stream().map(one -> new ServicePackage(one.id(), one.seriesId(), one.versionNo(), one.season(),
                one.name(), one.leadProviderId(), one.leadVillage(), one.promise(), one.createdBy(), one.createdAt(),
                one.state(), parts.getOrDefault(one.id(), List.of()), steps.getOrDefault(one.id(), List.of()),
                villages.getOrDefault(one.id(), List.of()), agreed.getOrDefault(one.id(), List.of()))).toList();
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<UUID, List<T>> children(Collection<UUID> ids, String sql, Reading<T> reading) {
        Map<UUID, List<T>> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        jdbc.sql(sql).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            found.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>()).add(reading.read(row));
        });
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }
}
