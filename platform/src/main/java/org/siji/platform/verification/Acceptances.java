package org.siji.platform.verification;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Decisions on measured work, for the modules in which something follows from them. */
@Component
public class Acceptances {

    private static final String SELECT = """
            select id, work_order_id, contract_id, field_id, cultivator_id, village_code, season, operation, measurement_id,
                   decision, payable_centimu, field_square_meters, covered_square_meters, coverage, worked_on,
                   ground_check, second_payment, reason_code, reason_args, decided_by, decided_at, supersedes
            from acceptance""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Sentences sentences;

    Acceptances(JdbcClient jdbc, JsonMapper json, Sentences sentences) {
        this.jdbc = jdbc;
        this.json = json;
        this.sentences = sentences;
    }

    /** @throws ProblemException 404 if there is none */
    public Acceptance getAcceptance(UUID id) {
        return jdbc.sql(SELECT + " where id = :id").param("id", id).query(this::read).optional()
                .orElseThrow(() -> ProblemException.notFound("acceptance", id));
    }

    public List<Acceptance> listAcceptances(Collection<UUID> ids) {
        return jdbc.sql(SELECT + " where id = any(:ids) order by id").param("ids", ids.toArray(UUID[]::new))
                .query(this::read).list();
    }

    /** All decisions on a work order, the oldest first. */
    public List<Acceptance> listOfWorkOrder(UUID workOrderId) {
        return jdbc.sql(SELECT + " where work_order_id = :id order by id").param("id", workOrderId)
                .query(this::read).list();
    }

    /** The decision that holds for a work order. */
    public Optional<Acceptance> findCurrent(UUID workOrderId) {
        return jdbc.sql(SELECT + " where work_order_id = :id"
                + " and not exists (select 1 from acceptance later where later.supersedes = acceptance.id)")
                .param("id", workOrderId).query(this::read).optional();
    }

    /** The decisions that hold for a contract's work orders. */
    public List<Acceptance> listCurrentOfContract(UUID contractId) {
        return jdbc.sql(SELECT + " where contract_id = :id"
                + " and not exists (select 1 from acceptance later where later.supersedes = acceptance.id)")
                .param("id", contractId).query(this::read).list();
    }

    /** How many work orders of a contract wait for a review or for the outcome of an appeal. */
    public int countOpenQuestions(UUID contractId) {
        return jdbc.sql("""
                select count(distinct work_order_id) from (
                    select a.work_order_id from acceptance a where a.contract_id = :id and a.decision = 'TO_REVIEW'
                    and not exists (select 1 from acceptance later where later.supersedes = a.id)
                    union all
                    select p.work_order_id from appeal p where p.contract_id = :id and p.status = 'OPEN') open""")
                .param("id", contractId).query(Integer.class).single();
    }

    /** Why, in the words of the asker's language. */
    public String reasonOf(Acceptance acceptance) {
        return sentences.say(acceptance.reasonCode(), acceptance.reasonArgs().toArray());
    }

    private Acceptance read(ResultSet row, int number) throws SQLException {
        return new Acceptance(row.getObject("id", UUID.class), row.getObject("work_order_id", UUID.class),
                row.getObject("contract_id", UUID.class), row.getObject("field_id", UUID.class),
                row.getObject("cultivator_id", UUID.class), row.getString("village_code"), row.getInt("season"),
                Operation.valueOf(row.getString("operation")), row.getObject("measurement_id", UUID.class),
                AcceptanceDecision.valueOf(row.getString("decision")), new PayableArea(row.getLong("payable_centimu")),
                new Area(row.getDouble("field_square_meters")), new Area(row.getDouble("covered_square_meters")),
                row.getBigDecimal("coverage").doubleValue(), row.getObject("worked_on", LocalDate.class),
                groundCheck(row.getString("ground_check")), row.getBoolean("second_payment"),
                row.getString("reason_code"), strings(row.getArray("reason_args")), row.getString("decided_by"),
                row.getTimestamp("decided_at").toInstant(), row.getObject("supersedes", UUID.class));
    }

    private @Nullable GroundCheck groundCheck(@Nullable String text) {
        return text == null ? null : json.readValue(text, GroundCheck.class);
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
