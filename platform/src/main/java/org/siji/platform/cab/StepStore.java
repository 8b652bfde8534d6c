package org.siji.platform.cab;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what operators reported; rows are added, never changed. */
@Repository
class StepStore {

    private static final String COLUMNS = """
            select id, work_order_id, user_id, operator_name, provider_id, seq, kind, problem, note, lon, lat, phone_clock,
                clock, clock_off_seconds, counted_at, received_at, body_hash, answer, problem_code, problem_words
            from cab_step
            """;

    private final JdbcClient jdbc;

    StepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The same step comes to one hand at a time, until the end of the transaction. */
    void holdId(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))").param("id", "step " + id).query(row -> {});
    }

    Optional<Step> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(StepStore::step).optional();
    }

    /**
     * In the order in which they happened, by the time that counts and each phone's own count. Without what was refused: an operator of
     * another provider may have named the order.
     */
    List<Step> listOf(Collection<UUID> orderIds) {
        return jdbc
                .sql(COLUMNS
                        + """
                where work_order_id = any(:ids) and answer <> 'REFUSED' order by counted_at, seq nulls last, received_at, id""")
                .param("ids", orderIds.toArray(UUID[]::new)).query(StepStore::step).list();
    }

    void insert(Step step) {
        Step.Trouble trouble = step.trouble();
        jdbc.sql("""
                insert into cab_step (id, work_order_id, user_id, operator_name, provider_id, seq, kind, problem, note, lon, lat,
                    phone_clock, clock, clock_off_seconds, counted_at, received_at, body_hash, answer, problem_code, problem_words)
                values (:id, :order, :user, :name, :provider, :seq, :kind, :problem, :note, :lon, :lat, :phone, :clock, :off,
                    :counted, :received, :hash, :answer, :code, :words)""").param("id", step.id())
                .param("order", step.orderId()).param("user", step.userId()).param("name", step.operatorName())
                .param("provider", step.providerId()).param("seq", step.seq()).param("kind", step.kind().name())
                .param("problem", step.problem() == null ? null : step.problem().name()).param("note", step.note())
                .param("lon", step.lon()).param("lat", step.lat()).param("phone", step.phoneClock())
                .param("clock", step.clock().name()).param("off", step.clockOffSeconds())
                .param("counted", step.countedAt()).param("received", step.receivedAt()).param("hash", step.bodyHash())
                .param("answer", step.answer().name()).param("code", trouble == null ? null : trouble.code())
                .param("words", trouble == null ? null : trouble.message()).update();
    }

    /** Words that came under an id that stands for others. */
    void keepOther(UUID stepId, UUID userId, String body, String hash, OffsetDateTime at) {
        jdbc.sql("""
                insert into cab_other_step (id, step_id, user_id, body, body_hash, received_at)
                values (:id, :step, :user, :body, :hash, :at) on conflict (step_id, user_id, body_hash) do nothing""")
                .param("id", Ids.next()).param("step", stepId).param("user", userId).param("body", body)
                .param("hash", hash).param("at", at).update();
    }

    private static Step step(ResultSet row, int index) throws SQLException {
        String code = row.getString("problem_code");
        return new Step(row.getObject("id", UUID.class), row.getObject("work_order_id", UUID.class),
                row.getObject("user_id", UUID.class), row.getString("operator_name"),
                row.getObject("provider_id", UUID.class), row.getObject("seq", Long.class),
                Step.Kind.valueOf(row.getString("kind")), problem(row.getString("problem")), row.getString("note"),
                row.getObject("lon", Double.class), row.getObject("lat", Double.class), row.getString("phone_clock"),
                Step.Clock.valueOf(row.getString("clock")), row.getObject("clock_off_seconds", Long.class),
                row.getObject("counted_at", OffsetDateTime.class), row.getObject("received_at", OffsetDateTime.class),
                row.getString("body_hash"), Step.Answer.valueOf(row.getString("answer")),
                code == null ? null : new Step.Trouble(code, row.getString("problem_words")));
    }

    private static Step.@Nullable Problem problem(@Nullable String name) {
        return name == null ? null : Step.Problem.valueOf(name);
    }
}
