package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of bundles and of the needs that they hold. */
@Repository
class BundleStore {

    private static final String COLUMNS = """
            select id, season, village_code, operation, window_from, window_to, origin, gap_meters, threshold_mu,
                area_square_meters, contiguous_square_meters, below_threshold, status,
                (select count(*) from bundle_need n where n.bundle_id = bundle.id) as need_count
            from bundle
            """;

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    /** Whether the bundler found a bundle or a clerk put it together. */
    enum Origin {
        PROPOSED, HAND
    }

    /** @param areaSquareMeters of all fields; {@code contiguousSquareMeters} of the largest part that lies together */
    record Row(UUID id, int season, String villageCode, Operation operation, LocalDate windowFrom, LocalDate windowTo,
            Origin origin, double gapMeters, double thresholdMu, double areaSquareMeters,
            double contiguousSquareMeters, boolean belowThreshold, BundleStatus status, long needCount) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    BundleStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(Row row, Collection<UUID> needIds) {
        template.update("""
                insert into bundle (id, season, village_code, operation, window_from, window_to, origin, gap_meters,
                    threshold_mu, area_square_meters, contiguous_square_meters, below_threshold, status)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", row.id(), row.season(), row.villageCode(),
                row.operation().name(), row.windowFrom(), row.windowTo(), row.origin().name(), row.gapMeters(),
                row.thresholdMu(), row.areaSquareMeters(), row.contiguousSquareMeters(), row.belowThreshold(),
                row.status().name());
        template.batchUpdate("insert into bundle_need (bundle_id, need_id) values (?, ?)",
                needIds.stream().map(needId -> new Object[]{row.id(), needId}).toList());
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).optional();
    }

    /** Holds the row until the end of the transaction. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id for update").param("id", id).query(ROW).optional();
    }

    List<Row> list(String prefix, @Nullable BundleStatus status, @Nullable Integer season, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where id > :after and starts_with(village_code, :prefix)
                    and (cast(:status as text) is null or status = :status)
                    and (cast(:season as int) is null or season = :season)
                order by id limit :rows""").param("after", after).param("prefix", prefix)
                .param("status", status == null ? null : status.name()).param("season", season).param("rows", rows)
                .query(ROW).list();
    }

    List<UUID> listIds(String prefix, BundleStatus status, int season) {
        return jdbc.sql("""
                select id from bundle
                where starts_with(village_code, :prefix) and status = :status and season = :season order by id""")
                .param("prefix", prefix).param("status", status.name()).param("season", season)
                .query((row, i) -> row.getObject(1, UUID.class)).list();
    }

    List<Bundles.Wanted> listWanted(Operation operation, LocalDate from, LocalDate to, Collection<String> prefixes,
            int rows) {
        return jdbc.sql("""
                select id, village_code, operation, season, window_from, window_to, status, area_square_meters
                from bundle
                where status <> 'DISSOLVED' and operation = :operation and window_from <= :to and window_to >= :from
                    and exists (select from unnest(:prefixes) as prefix where starts_with(village_code, prefix))
                order by window_from, id limit :rows""").param("operation", operation.name()).param("from", from)
                .param("to", to).param("prefixes", prefixes.toArray(String[]::new)).param("rows", rows)
                .query(Bundles.Wanted.class).list();
    }

    /** The proposals that a new one replaces: not those that members have spoken about. */
    void deleteProposals(String villageCode, Operation operation, int season) {
        jdbc.sql("""
                delete from bundle where village_code = :village and operation = :operation and season = :season
                    and status = 'DRAFT' and origin = 'PROPOSED'
                    and not exists (select from bundle_objection o where o.bundle_id = bundle.id)""")
                .param("village", villageCode).param("operation", operation.name()).param("season", season).update();
    }

    /** By what bundles were proposed. */
    record Rules(double gapMeters, double thresholdMu) {}

    /** Of the proposals that still stand, those of the last one. */
    Optional<Rules> findLastRules(String villageCode, Operation operation, int season) {
        return jdbc.sql("""
                select gap_meters, threshold_mu from bundle where village_code = :village and operation = :operation
                    and season = :season and origin = 'PROPOSED' and status <> 'DISSOLVED'
                order by id desc limit 1""").param("village", villageCode).param("operation", operation.name())
                .param("season", season).query(Rules.class).optional();
    }

    void close(UUID id) {
        jdbc.sql("update bundle set status = 'CLOSED' where id = :id").param("id", id).update();
    }

    void dissolve(UUID id) {
        jdbc.sql("update bundle set status = 'DISSOLVED' where id = :id").param("id", id).update();
        jdbc.sql("update bundle_need set live = false where bundle_id = :id").param("id", id).update();
        lapse("bundle_objection", id);
        lapse("need_withdrawal", id);
    }

    /** Nothing is left to be decided in a bundle that was given up. */
    private void lapse(String table, UUID id) {
        jdbc.sql("update " + table
                + " set outcome = 'LAPSED', answered_at = now() where bundle_id = :id and outcome is null")
                .param("id", id).update();
    }

    /** A bundle that a clerk has worked on is his own: no proposal replaces it. */
    void change(Row row, Collection<UUID> add, Collection<UUID> remove) {
        template.update("""
                update bundle set window_from = ?, window_to = ?, origin = ?, area_square_meters = ?,
                    contiguous_square_meters = ?, below_threshold = ? where id = ?""", row.windowFrom(), row.windowTo(),
                row.origin().name(), row.areaSquareMeters(), row.contiguousSquareMeters(), row.belowThreshold(),
                row.id());
        template.batchUpdate("insert into bundle_need (bundle_id, need_id) values (?, ?)",
                add.stream().map(needId -> new Object[]{row.id(), needId}).toList());
        jdbc.sql("delete from bundle_need where bundle_id = :id and need_id = any(:needs)").param("id", row.id())
                .param("needs", remove.toArray(UUID[]::new)).update();
    }

    long countOpenObjections(UUID id) {
        return countOpen("bundle_objection", id);
    }

    long countOpenWithdrawals(UUID id) {
        return countOpen("need_withdrawal", id);
    }

    private long countOpen(String table, UUID id) {
        return jdbc.sql("select count(*) from " + table + " where bundle_id = :id and outcome is null").param("id", id)
                .query(Long.class).single();
    }

    /** How many of a region's season wait for the village's answer. */
    long countOpenOf(String table, int season, String prefix) {
        return jdbc.sql("select count(*) from " + table + """
                 w join bundle b on b.id = w.bundle_id
                where w.outcome is null and starts_with(w.village_code, :prefix) and b.season = :season""")
                .param("prefix", prefix).param("season", season).query(Long.class).single();
    }

    void amend(UUID id, Collection<UUID> joining, Collection<UUID> leaving) {
        jdbc.sql("update bundle_need set live = false where bundle_id = :id and need_id = any(:leaving)")
                .param("id", id).param("leaving", leaving.toArray(UUID[]::new)).update();
        template.batchUpdate("insert into bundle_need (bundle_id, need_id) values (?, ?)",
                joining.stream().map(needId -> new Object[]{id, needId}).toList());
        jdbc.sql("""
                update bundle set area_square_meters = (select coalesce(sum(n.area_square_meters), 0)
                    from bundle_need m join need n on n.id = m.need_id where m.bundle_id = :id and m.live)
                where id = :id""").param("id", id).update();
    }

    Optional<UUID> findLiveBundleOf(UUID needId) {
        return Optional.ofNullable(liveBundlesOf(List.of(needId)).get(needId));
    }

    /** Need to bundle; a need without one is absent. */
    Map<UUID, UUID> liveBundlesOf(Collection<UUID> needIds) {
        Map<UUID, UUID> bundles = new HashMap<>();
        jdbc.sql("select need_id, bundle_id from bundle_need where live and need_id = any(:ids)")
                .param("ids", needIds.toArray(UUID[]::new)).query(row -> {
                    bundles.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        return bundles;
    }

    /** Count and area of the closed bundles, and how many drafts wait. */
    record Totals(long closed, double squareMeters, long drafts) {}

    Totals totals(int season, String prefix) {
        return jdbc.sql("""
                select count(*) filter (where status = 'CLOSED') as closed,
                    coalesce(sum(area_square_meters) filter (where status = 'CLOSED'), 0) as square_meters,
                    count(*) filter (where status = 'DRAFT') as drafts
                from bundle where season = :season and starts_with(village_code, :prefix)""").param("season", season)
                .param("prefix", prefix).query(Totals.class).single();
    }
}
