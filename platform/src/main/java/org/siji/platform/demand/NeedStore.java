package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.consent.ConfirmationKind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of needs. */
@Repository
class NeedStore {

    private static final String COLUMNS = """
            select n.id, n.season, n.village_code, n.field_id, n.field_name, n.area_square_meters, n.cultivator_id,
                n.household_id, n.operation, n.window_from, n.window_to, n.status, n.entered_by, n.confirmation_kind,
                n.confirmation_note, n.recorded_at, n.tie
            from need n
            """;

    private static final RowMapper<Need> ROW = new SimplePropertyRowMapper<>(Need.class);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    NeedStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(List<Need> needs) {
        template.batchUpdate("""
                insert into need (id, season, village_code, field_id, field_name, area_square_meters, cultivator_id,
                    household_id, operation, window_from, window_to, status, entered_by, confirmation_kind,
                    confirmation_note, recorded_at, tie)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                needs.stream()
                        .map(need -> new Object[]{need.id(), need.season(), need.villageCode(), need.fieldId(),
                                need.fieldName(), need.areaSquareMeters(), need.cultivatorId(), need.householdId(),
                                need.operation().name(), need.windowFrom(), need.windowTo(), need.status().name(),
                                need.enteredBy(), need.confirmationKind().name(), need.confirmationNote(),
                                need.recordedAt(), need.tie()})
                        .toList());
    }

    Optional<Need> find(UUID id) {
        return jdbc.sql(COLUMNS + "where n.id = :id").param("id", id).query(ROW).optional();
    }

    /** Holds the row until the end of the transaction: nobody bundles a need while it is being cancelled. */
    Optional<Need> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where n.id = :id for update").param("id", id).query(ROW).optional();
    }

    /** Like {@link #lock}, by id; an unknown id is absent. */
    List<Need> lockAll(Collection<UUID> ids) {
        return jdbc.sql(COLUMNS + "where n.id = any(:ids) order by n.id for update")
                .param("ids", ids.toArray(UUID[]::new)).query(ROW).list();
    }

    /** Those that are not cancelled, of any window. */
    List<Need> listLiveOfFields(Collection<UUID> fieldIds) {
        return jdbc.sql(COLUMNS + "where n.field_id = any(:fields) and n.status <> 'CANCELLED'")
                .param("fields", fieldIds.toArray(UUID[]::new)).query(ROW).list();
    }

    /** By operation, the fields of a village for which something is wanted that is not cancelled. */
    Map<Operation, Set<UUID>> mapWantingFields(String villageCode, int season) {
        Map<Operation, Set<UUID>> wanting = new EnumMap<>(Operation.class);
        jdbc.sql("""
                select operation, field_id from need
                where village_code = :village and season = :season and status <> 'CANCELLED'""")
                .param("village", villageCode).param("season", season).query(row -> {
                    wanting.computeIfAbsent(Operation.valueOf(row.getString(1)), operation -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return wanting;
    }

    /** Those of a village that are not cancelled. */
    List<Need> listLiveOfVillage(String villageCode, int season) {
        return jdbc.sql(COLUMNS + """
                where n.village_code = :village and n.season = :season and n.status <> 'CANCELLED'
                order by n.window_from, n.id""").param("village", villageCode).param("season", season).query(ROW)
                .list();
    }

    /** Those of the households that are not cancelled, with how often each of them has changed. */
    Map<Need, Integer> listLiveOfHouseholds(Collection<UUID> householdIds, int season) {
        Map<Need, Integer> needs = new LinkedHashMap<>();
        List<Need> live = jdbc.sql(COLUMNS + """
                where n.household_id = any(:households) and n.season = :season and n.status <> 'CANCELLED'
                order by n.window_from, n.id""").param("households", householdIds.toArray(UUID[]::new))
                .param("season", season).query(ROW).list();
        Map<UUID, Integer> changes = countChanges(live.stream().map(Need::id).toList());
        live.forEach(need -> needs.put(need, changes.getOrDefault(need.id(), 0)));
        return needs;
    }

    /** How many entries each need's history has. */
    Map<UUID, Integer> countChanges(Collection<UUID> ids) {
        Map<UUID, Integer> changes = new HashMap<>();
        jdbc.sql("select subject_id, count(*) from need_event where subject_id = any(:ids) group by subject_id")
                .param("ids", ids.toArray(UUID[]::new)).query(row -> {
                    changes.put(row.getObject(1, UUID.class), row.getInt(2));
                });
        return changes;
    }

    List<Need> listOfBundle(UUID bundleId) {
        return jdbc.sql(COLUMNS + """
                join bundle_need b on b.need_id = n.id join bundle u on u.id = b.bundle_id
                where b.bundle_id = :bundle and (b.live or u.status = 'DISSOLVED') order by n.id""")
                .param("bundle", bundleId).query(ROW).list();
    }

    /** Open needs that no closed or hand-made bundle holds. */
    List<Need> listToBundle(String villageCode, Operation operation, int season) {
        return jdbc.sql(COLUMNS + """
                where n.village_code = :village and n.operation = :operation and n.season = :season and n.status = 'OPEN'
                    and not exists (select from bundle_need b where b.need_id = n.id and b.live)
                order by n.id for update""").param("village", villageCode).param("operation", operation.name())
                .param("season", season).query(ROW).list();
    }

    /**
     * Open needs that no closed or hand-made bundle holds; those of proposals, which a new proposal replaces, included.
     *
     * @param operation null: any
     */
    List<Need> listUnbundled(String villageCode, @Nullable Operation operation, int season) {
        return jdbc.sql(COLUMNS + """
                where n.village_code = :village and n.season = :season and n.status = 'OPEN'
                    and (cast(:operation as text) is null or n.operation = :operation)
                    and not exists (select from bundle_need m join bundle b on b.id = m.bundle_id
                        where m.need_id = n.id and m.live and not (b.status = 'DRAFT' and b.origin = 'PROPOSED'))
                order by n.id""").param("village", villageCode).param("season", season)
                .param("operation", name(operation)).query(ROW).list();
    }

    /** What a list is narrowed to; null means any. */
    record Filter(String villagePrefix, @Nullable UUID householdId, @Nullable NeedStatus status,
            @Nullable Operation operation, @Nullable UUID cultivatorId, @Nullable Integer season) {}

    List<Need> list(Filter filter, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where n.id > :after and starts_with(n.village_code, :prefix)
                    and (cast(:household as uuid) is null or n.household_id = :household)
                    and (cast(:status as text) is null or n.status = :status)
                    and (cast(:operation as text) is null or n.operation = :operation)
                    and (cast(:cultivator as uuid) is null or n.cultivator_id = :cultivator)
                    and (cast(:season as int) is null or n.season = :season)
                order by n.id limit :rows""").param("after", after).param("prefix", filter.villagePrefix())
                .param("household", filter.householdId()).param("status", name(filter.status()))
                .param("operation", name(filter.operation())).param("cultivator", filter.cultivatorId())
                .param("season", filter.season()).param("rows", rows).query(ROW).list();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    void move(Collection<UUID> ids, NeedStatus status) {
        jdbc.sql("update need set status = :status where id = any(:ids)").param("status", status.name())
                .param("ids", ids.toArray(UUID[]::new)).update();
    }

    void confirm(Collection<UUID> ids, ConfirmationKind kind, String note) {
        jdbc.sql("update need set confirmation_kind = :kind, confirmation_note = :note where id = any(:ids)")
                .param("kind", kind.name()).param("note", note).param("ids", ids.toArray(UUID[]::new)).update();
    }

    /** Count and area of the needs that were not cancelled, and how many of them are open. */
    record Totals(long live, double squareMeters, long open) {}

    Totals totals(int season, String prefix) {
        return jdbc.sql("""
                select count(*) as live, coalesce(sum(area_square_meters), 0) as square_meters,
                    count(*) filter (where status = 'OPEN') as open
                from need where season = :season and starts_with(village_code, :prefix) and status <> 'CANCELLED'""")
                .param("season", season).param("prefix", prefix).query(Totals.class).single();
    }

    static boolean overlap(LocalDate fromA, LocalDate toA, LocalDate fromB, LocalDate toB) {
        return !fromA.isAfter(toB) && !fromB.isAfter(toA);
    }
}
