package org.siji.platform.season;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of production plans. */
@Repository
class PlanStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PlanStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** @param agreedEdition null until one was agreed */
    record Plan(UUID id, String villageCode, int season, int edition, @Nullable Integer agreedEdition) {}

    /** @param shortCentimu of it, for which the village's part of the machine hours did not suffice when it was drafted */
    record Week(Operation operation, LocalDate monday, long centimu, long shortCentimu) {}

    record Line(String crop, String variety, long centimu, List<Week> weeks) {}

    enum Origin {
        DRAFTED, EDITED, FILE
    }

    record Edition(int edition, Origin origin, String reason, String recordedBy, OffsetDateTime recordedAt,
            @Nullable String agreedBy, @Nullable OffsetDateTime agreedAt, @Nullable String agreedReason) {}

    record Remark(UUID id, Operation operation, LocalDate monday, String reason, String recordedBy,
            OffsetDateTime recordedAt) {}

    private static final String PLAN = "select id, village_code, season, edition, agreed_edition from production_plan where ";

    Optional<Plan> find(UUID id) {
        return jdbc.sql(PLAN + "id = :id").param("id", id).query(Plan.class).optional();
    }

    /** Holds it until the end of the transaction. */
    Optional<Plan> lock(UUID id) {
        return jdbc.sql(PLAN + "id = :id for update").param("id", id).query(Plan.class).optional();
    }

    Optional<Plan> find(String village, int season) {
        return jdbc.sql(PLAN + "village_code = :village and season = :season").param("village", village)
                .param("season", season).query(Plan.class).optional();
    }

    List<Plan> list(String prefix, int season, UUID after, int rows) {
        return jdbc.sql(PLAN + """
                starts_with(village_code, :prefix) and season = :season and id > :after order by id limit :rows""")
                .param("prefix", prefix).param("season", season).param("after", after).param("rows", rows)
                .query(Plan.class).list();
    }

    /** Empty when the village has one already. */
    Optional<UUID> insert(String village, int season) {
        UUID id = Ids.next();
        return jdbc.sql("""
                insert into production_plan (id, village_code, season, edition) values (:id, :village, :season, 0)
                on conflict on constraint production_plan_once do nothing""").param("id", id)
                .param("village", village).param("season", season).update() == 1 ? Optional.of(id) : Optional.empty();
    }

    int addEdition(Plan plan, Origin origin, String reason, String by, OffsetDateTime at, List<Line> lines) {
        int edition = plan.edition() + 1;
        jdbc.sql("insert into production_plan_edition values (:plan, :edition, :origin, :reason, :by, :at)")
                .param("plan", plan.id()).param("edition", edition).param("origin", origin.name())
                .param("reason", reason).param("by", by).param("at", at).update();
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> weeks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            rows.add(new Object[]{plan.id(), edition, i, line.crop(), line.variety(), line.centimu()});
            for (Week week : line.weeks()) {
                weeks.add(new Object[]{plan.id(), edition, i, week.operation().name(), week.monday(), week.centimu(),
                        week.shortCentimu()});
            }
        }
        template.batchUpdate("insert into production_plan_line values (?, ?, ?, ?, ?, ?)", rows);
        template.batchUpdate("insert into production_plan_week values (?, ?, ?, ?, ?, ?, ?)", weeks);
        jdbc.sql("update production_plan set edition = :edition where id = :id").param("edition", edition)
                .param("id", plan.id()).update();
        return edition;
    }

    void agree(Plan plan, String reason, String by, OffsetDateTime at) {
        jdbc.sql("insert into production_plan_agreement values (:plan, :edition, :reason, :by, :at)")
                .param("plan", plan.id()).param("edition", plan.edition()).param("reason", reason).param("by", by)
                .param("at", at).update();
        jdbc.sql("update production_plan set agreed_edition = edition where id = :id").param("id", plan.id()).update();
    }

    private record WeekRow(int line, Operation operation, LocalDate monday, long centimu, long shortCentimu) {}

    private record LineRow(int line, String crop, String variety, long centimu) {}

    List<Line> listLines(UUID planId, int edition) {
        Map<Integer, List<Week>> weeks = new HashMap<>();
        jdbc.sql("""
                select line, operation, monday, centimu, short_centimu from production_plan_week
                where plan_id = :plan and edition = :edition order by line, monday, operation""").param("plan", planId)
                .param("edition", edition).query(DataClassRowMapper.newInstance(WeekRow.class)).list()
                .forEach(row -> weeks.computeIfAbsent(row.line(), line -> new ArrayList<>())
                        .add(new Week(row.operation(), row.monday(), row.centimu(), row.shortCentimu())));
        return jdbc.sql("""
                select line, crop, variety, centimu from production_plan_line
                where plan_id = :plan and edition = :edition order by line""").param("plan", planId)
                .param("edition", edition).query(DataClassRowMapper.newInstance(LineRow.class)).list().stream()
                .map(row -> new Line(row.crop(), row.variety(), row.centimu(),
                        weeks.getOrDefault(row.line(), List.of())))
                .toList();
    }

    /** The newest first. */
    List<Edition> listEditions(UUID planId) {
        return jdbc.sql("""
                select e.edition, e.origin, e.reason, e.recorded_by, e.recorded_at, a.recorded_by as agreed_by,
                       a.recorded_at as agreed_at, a.reason as agreed_reason
                from production_plan_edition e left join production_plan_agreement a using (plan_id, edition)
                where e.plan_id = :plan order by e.edition desc""").param("plan", planId)
                .query(DataClassRowMapper.newInstance(Edition.class)).list();
    }

    void remark(UUID planId, Operation operation, LocalDate monday, String reason, String by, OffsetDateTime at) {
        jdbc.sql("insert into production_plan_remark values (:id, :plan, :operation, :monday, :reason, :by, :at)")
                .param("id", Ids.next()).param("plan", planId).param("operation", operation.name())
                .param("monday", monday).param("reason", reason).param("by", by).param("at", at).update();
    }

    List<Remark> listRemarks(UUID planId) {
        return jdbc.sql("""
                select id, operation, monday, reason, recorded_by, recorded_at from production_plan_remark
                where plan_id = :plan order by id""").param("plan", planId)
                .query(DataClassRowMapper.newInstance(Remark.class)).list();
    }

    /** What a region's villages agreed to grow. */
    record CropSum(String crop, long villages, long centimu) {}

    List<CropSum> sumCrops(String prefix, int season) {
        return jdbc.sql("""
                select l.crop, count(distinct p.id) as villages, sum(l.centimu)::bigint as centimu
                from production_plan p join production_plan_line l on l.plan_id = p.id and l.edition = p.agreed_edition
                where p.season = :season and starts_with(p.village_code, :prefix) group by l.crop order by 3 desc, 1""")
                .param("season", season).param("prefix", prefix).query(CropSum.class).list();
    }

    /** Villages whose plan is agreed, and those that have one but did not agree on it yet. */
    record Standing(long agreed, long drafted) {}

    Standing standing(String prefix, int season) {
        return jdbc.sql("""
                select count(*) filter (where agreed_edition is not null) as agreed,
                       count(*) filter (where agreed_edition is null) as drafted
                from production_plan where season = :season and starts_with(village_code, :prefix)""")
                .param("season", season).param("prefix", prefix).query(Standing.class).single();
    }
}
