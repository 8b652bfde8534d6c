package org.siji.platform.settlement;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.telemetry.TrackSource;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.Evidence;
import org.siji.platform.verification.MeasuredWorks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The auditor's way from any posting back to the file that came off the machine. */
@Component
class AuditChain {

    private final JdbcClient jdbc;
    private final AccountRegister accounts;
    private final Acceptances acceptances;
    private final MeasuredWorks measuredWorks;
    private final Tracks tracks;

    AuditChain(JdbcClient jdbc, AccountRegister accounts, Acceptances acceptances, MeasuredWorks measuredWorks,
            Tracks tracks) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.acceptances = acceptances;
        this.measuredWorks = measuredWorks;
        this.tracks = tracks;
    }

    record Transaction(UUID id, String kind, String businessKey, UUID subjectId, @Nullable UUID reverses, int season,
            LocalDate effectiveOn, OffsetDateTime recordedAt, String recordedBy) {}

    record Leg(UUID id, UUID accountId, AccountKind accountKind, @Nullable String villageCode, long amountFen,
            String businessKey) {}

    record Ledgered(Transaction transaction, List<Leg> postings, long sumFen) {}

    /** @param measurement null where it was decided by hand */
    record Link(Acceptance acceptance, String reason, @Nullable Evidence measurement, List<TrackSource> tracks) {}

    /** @param paymentEvidence for a payment, what proves it */
    record Chain(UUID postingId, Ledgered ledger, List<Link> acceptances, @Nullable String paymentEvidence) {}

    /** @throws ProblemException 404 unless one of the accounts is the user's to see */
    Ledgered getTransaction(CurrentUser user, UUID id) {
        Transaction transaction = jdbc.sql("""
                select id, kind, business_key, subject_id, reverses, season, effective_on, recorded_at, recorded_by
                from ledger_transaction where id = :id""").param("id", id).query(Transaction.class).optional()
                .orElseThrow(() -> ProblemException.notFound("transaction", id));
        List<Leg> legs = jdbc.sql("""
                select p.id, p.account_id, a.kind as account_kind, a.village_code, p.amount_fen, p.business_key
                from ledger_posting p join ledger_account a on a.id = p.account_id
                where p.transaction_id = :id order by p.id""").param("id", id).query(Leg.class).list();
        if (legs.stream().noneMatch(leg -> accounts.findVisible(user, leg.accountId()).isPresent())) {
            throw ProblemException.notFound("transaction", id);
        }
        return new Ledgered(transaction, legs, legs.stream().mapToLong(Leg::amountFen).sum());
    }

    Chain trace(CurrentUser user, UUID postingId) {
        UUID transactionId = jdbc.sql("select transaction_id from ledger_posting where id = :id").param("id", postingId)
                .query(UUID.class).optional().orElseThrow(() -> ProblemException.notFound("posting", postingId));
        Ledgered ledgered = getTransaction(user, transactionId);
        List<UUID> ids = jdbc.sql("""
                select acceptance_id from bill_line where acceptance_id = :subject
                union
                select acceptance_id from gain_share g join contract_settlement s using (contract_id, run)
                where s.transaction_id in (:transaction, :reversed)""")
                .param("subject", ledgered.transaction().subjectId()).param("transaction", transactionId)
                .param("reversed", Objects.requireNonNullElse(ledgered.transaction().reverses(), transactionId))
                .query(UUID.class).list();
        String evidence = jdbc.sql("select evidence from payment where transaction_id = :id").param("id", transactionId)
                .query(String.class).optional().orElse(null);
        return new Chain(postingId, ledgered, acceptances.listAcceptances(ids).stream().map(this::link).toList(),
                evidence);
    }

    private Link link(Acceptance acceptance) {
        Evidence evidence = acceptance.measurementId() == null
                ? null
                : measuredWorks.getEvidence(acceptance.measurementId());
        return new Link(acceptance, acceptances.reasonOf(acceptance), evidence,
                evidence == null ? List.of() : tracks.listSources(evidence.trackLogIds()));
    }
}
