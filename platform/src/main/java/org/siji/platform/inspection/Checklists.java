package org.siji.platform.inspection;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.inspection.Checklist.Item;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of checklists: editions are added, never changed. */
@Component
class Checklists {

    private static final String HEAD = """
            select id, region_code, operation, edition, points, note, valid_from from checklist
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;

    Checklists(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    private record Head(UUID id, @Nullable String regionCode, Operation operation, int edition, int points,
            String note, LocalDate validFrom) {}

    private record ItemRow(UUID checklistId, Item item) {}

    /** @throws ProblemException 404 */
    Checklist getChecklist(UUID id) {
        return with(jdbc.sql(HEAD + "where id = :id").param("id", id).query(Head.class).list()).stream().findFirst()
                .orElseThrow(() -> ProblemException.notFound("checklist", id));
    }

    /** All editions of the platform and of a county, the latest first within each operation. */
    List<Checklist> list(@Nullable String county, @Nullable Operation operation) {
        return with(jdbc.sql(HEAD + """
                where (region_code is null or region_code = :county)
                and (cast(:operation as text) is null or operation = :operation)
                order by operation, region_code nulls last, edition desc""").param("county", county)
                .param("operation", operation == null ? null : operation.name()).query(Head.class).list());
    }

    /** The edition that holds on a day in a region: the county's own goes before the platform's. */
    Checklist getInForce(Operation operation, String regionCode, LocalDate on) {
        return with(jdbc.sql(HEAD + """
                where operation = :operation and valid_from <= :on
                and (region_code is null or starts_with(:region, region_code))
                order by region_code is null, edition desc limit 1""").param("operation", operation.name())
                .param("on", on).param("region", regionCode).query(Head.class).list()).stream().findFirst()
                .orElseThrow(() -> ProblemException.notFound("checklist", operation));
    }

    private List<Checklist> with(List<Head> heads) {
        Map<UUID, List<Item>> items = new HashMap<>();
        jdbc.sql("""
                select checklist_id, code, name, unit, kind, least, most, pass_share, counts, how, source, example
                from checklist_item where checklist_id = any(:ids) order by checklist_id, position""")
                .param("ids", heads.stream().map(Head::id).toArray(UUID[]::new))
                .query((row, n) -> new ItemRow(row.getObject("checklist_id", UUID.class),
                        new Item(row.getString("code"), row.getString("name"), row.getString("unit"),
                                Checklist.Kind.valueOf(row.getString("kind")), row.getBigDecimal("least"),
                                row.getBigDecimal("most"), row.getBigDecimal("pass_share"), row.getBoolean("counts"),
                                row.getString("how"), row.getString("source"), row.getBoolean("example"))))
                .list().forEach(row -> items.computeIfAbsent(row.checklistId(), id -> new ArrayList<>())
                        .add(row.item()));
        return heads.stream()
                .map(head -> new Checklist(head.id(), head.regionCode(), head.operation(), head.edition(),
                        head.points(), head.note(), head.validFrom(), items.getOrDefault(head.id(), List.of())))
                .toList();
    }

    /** The number after the last edition of a county (null: of the platform); until the end of the transaction it is the asker's. */
    int nextEdition(@Nullable String county, Operation operation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "checklist " + county + " " + operation).query((row, n) -> true).list();
        return Objects.requireNonNull(jdbc.sql("""
                select coalesce(max(edition), 0) + 1 from checklist
                where region_code is not distinct from :county and operation = :operation""").param("county", county)
                .param("operation", operation.name()).query(Integer.class).single());
    }

    void insert(Checklist checklist, String by) {
        jdbc.sql("""
                insert into checklist (id, region_code, operation, edition, points, note, valid_from, recorded_at, recorded_by)
                values (:id, :region, :operation, :edition, :points, :note, :from, :at, :by)""")
                .param("id", checklist.id()).param("region", checklist.regionCode())
                .param("operation", checklist.operation().name()).param("edition", checklist.edition())
                .param("points", checklist.points()).param("note", checklist.note())
                .param("from", checklist.validFrom()).param("at", OffsetDateTime.now(clock)).param("by", by).update();
        List<Object[]> rows = new ArrayList<>();
        for (Item item : checklist.items()) {
            rows.add(new Object[]{checklist.id(), rows.size(), item.code(), item.name(), item.unit(),
                    item.kind().name(), item.least(), item.most(), item.passShare(), item.counts(), item.how(),
                    item.source(), item.example()});
        }
        template.batchUpdate("""
                insert into checklist_item (checklist_id, position, code, name, unit, kind, least, most, pass_share, counts,
                    how, source, example)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }
}
