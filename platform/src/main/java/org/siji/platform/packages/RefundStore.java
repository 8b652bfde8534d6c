package org.siji.platform.packages;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was decided about broken promises. */
@Repository
class RefundStore {

    enum Decision {
        GRANTED, REFUSED
    }

    /**
     * @param position      of the operation that broke the promise, null for the whole
     * @param why           how the promise stood, as it was said to whom decided
     * @param transactionId in the ledger; null where nothing came back
     */
    record Refund(UUID id, UUID takingId, UUID fieldId, String fieldName, @Nullable Integer position,
            @Nullable Integer measured, Decision decision, long amountFen, @Nullable UUID payerProviderId,
            @Nullable String payerVillage, String why, String reason, @Nullable UUID transactionId, String decidedBy,
            OffsetDateTime decidedAt) {}

    private static final String COLUMNS = """
            select r.id, r.taking_id, r.field_id, r.field_name, r.position, r.measured, r.decision, r.amount_fen,
                r.payer_provider_id, r.payer_village, r.why, r.reason, r.transaction_id, r.decided_by, r.decided_at
            from package_refund r
            """;

    private final JdbcClient jdbc;

    RefundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Refund made) {
        jdbc.sql("""
                insert into package_refund (id, taking_id, field_id, field_name, position, measured, decision, amount_fen,
                    payer_provider_id, payer_village, why, reason, transaction_id, decided_by, decided_at)
                values (:id, :taking, :field, :name, :position, :measured, :decision, :amount, :provider, :village, :why,
                    :reason, :transaction, :by, :at)""").param("id", made.id()).param("taking", made.takingId())
                .param("field", made.fieldId()).param("name", made.fieldName()).param("position", made.position())
                .param("measured", made.measured()).param("decision", made.decision().name())
                .param("amount", made.amountFen()).param("provider", made.payerProviderId())
                .param("village", made.payerVillage()).param("why", made.why()).param("reason", made.reason())
                .param("transaction", made.transactionId()).param("by", made.decidedBy())
                .param("at", made.decidedAt()).update();
    }

    boolean isGranted(UUID takingId, UUID fieldId) {
        return jdbc.sql("""
                select exists (select from package_refund where taking_id = :taking and field_id = :field
                    and decision = 'GRANTED')""").param("taking", takingId).param("field", fieldId)
                .query(Boolean.class).single();
    }

    List<Refund> listOfTaking(UUID takingId) {
        return jdbc.sql(COLUMNS + "where r.taking_id = :taking order by r.id").param("taking", takingId)
                .query(DataClassRowMapper.newInstance(Refund.class)).list();
    }

    /** Null in a filter means any. */
    List<Refund> list(String prefix, @Nullable UUID householdId, @Nullable UUID providerId, @Nullable UUID packageId,
            UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                join package_taking t on t.id = r.taking_id
                where r.id > :after and starts_with(t.village_code, :prefix)
                    and (cast(:household as uuid) is null or t.household_id = :household)
                    and (cast(:provider as uuid) is null or r.payer_provider_id = :provider)
                    and (cast(:package as uuid) is null or t.package_id = :package)
                order by r.id limit :rows""").param("after", after).param("prefix", prefix)
                .param("household", householdId).param("provider", providerId).param("package", packageId)
                .param("rows", rows).query(DataClassRowMapper.newInstance(Refund.class)).list();
    }
}
