package org.siji.platform.qualification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which papers a county requires for which operation, since when: each its own decision with its source, none at first. */
@Component
class PaperRequirements {

    /**
     * @param operations empty: all
     * @param required   false: no longer required from that day on
     * @param validFrom  first day of work that it concerns
     */
    record Requirement(UUID id, String regionCode, String kind, List<Operation> operations, boolean required,
            LocalDate validFrom, String source, String recordedBy, OffsetDateTime recordedAt) {}

    private static final String COLUMNS = """
            select id, region_code, kind, operations, required, valid_from, source, recorded_by, recorded_at
            from paper_requirement
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PaperRequirements(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All that were ever recorded, the latest day first. */
    List<Requirement> list(String regionPrefix) {
        return jdbc.sql(COLUMNS + """
                where starts_with(region_code, :prefix) or starts_with(:prefix, region_code)
                order by region_code, valid_from desc, id desc""").param("prefix", regionPrefix)
                .query(PaperRequirements::requirement).list();
    }

    Requirement record(String regionCode, String kind, List<Operation> operations, boolean required,
            LocalDate validFrom, String source, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into paper_requirement (id, region_code, kind, operations, required, valid_from, source, recorded_by,
                    recorded_at)
                values (:id, :region, :kind, :operations, :required, :from, :source, :by, :at)""").param("id", id)
                .param("region", regionCode).param("kind", kind).param("operations", PaperKinds.names(operations))
                .param("required", required).param("from", validFrom).param("source", source).param("by", by)
                .param("at", OffsetDateTime.now(clock)).update();
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(PaperRequirements::requirement).single();
    }

    /** Codes of the kinds that work on that day needs; of several decisions on one kind the latest holds. */
    List<String> listRequired(String villageCode, Operation operation, LocalDate day) {
        return jdbc.sql("""
                select kind from (
                    select distinct on (kind) kind, required from paper_requirement
                    where region_code = :county and valid_from <= :day
                        and (operations = '{}' or :operation = any(operations))
                    order by kind, valid_from desc, id desc) latest
                where required order by kind""").param("county", PaperAccess.county(villageCode))
                .param("day", day).param("operation", operation.name()).query(String.class).list();
    }

    private static Requirement requirement(ResultSet row, int index) throws SQLException {
        return new Requirement(row.getObject("id", UUID.class), row.getString("region_code"), row.getString("kind"),
                PaperKinds.operations(row.getArray("operations")), row.getBoolean("required"),
                row.getObject("valid_from", LocalDate.class), row.getString("source"), row.getString("recorded_by"),
                row.getObject("recorded_at", OffsetDateTime.class));
    }
}
