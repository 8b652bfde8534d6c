package org.siji.platform.demand;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Withdrawals that a contract does not allow. The household is told at once and nothing changes for the need; but the office learns that
 * it wanted out, when and why, and says what it does about it: only the office can propose to amend the contract.
 */
@Service
class BoundWithdrawals {

    private final JdbcClient jdbc;
    private final BundleStore bundles;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    BoundWithdrawals(JdbcClient jdbc, BundleStore bundles, Clock clock, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.bundles = bundles;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(manager);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** When the refused request is over, however that ended: until then it holds the need's row. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
    void on(NeedWithdrawalBound event) {
        ownTransaction.executeWithoutResult(status -> keep(event));
    }

    private void keep(NeedWithdrawalBound event) {
        Need need = event.need();
        jdbc.sql("""
                insert into need_withdrawal (id, need_id, village_code, household_id, bundle_id, reason,
                    confirmation_kind, confirmation_note, asked_by, asked_at, outcome, refusal)
                values (:id, :need, :village, :household, :bundle, :reason, :kind, :note, :by, :at, 'BOUND', :refusal)
                on conflict do nothing""").param("id", Ids.next()).param("need", need.id())
                .param("village", need.villageCode()).param("household", need.householdId())
                .param("bundle", bundles.findLiveBundleOf(need.id()).orElse(null)).param("reason", event.reason())
                .param("kind", event.kind().name()).param("note", event.note()).param("by", event.askedBy())
                .param("at", OffsetDateTime.now(clock))
                .param("refusal", String.join("\n", event.refusal())).update();
    }

    /** What the office says to the household. */
    void answer(UUID id, @Nullable String answer, CurrentUser user) {
        String village = jdbc.sql("select village_code from need_withdrawal where id = :id for update").param("id", id)
                .query(String.class).optional().filter(user::seesVillage)
                .orElseThrow(() -> ProblemException.notFound("withdrawal", id));
        Violations.collect().requireValue(answer, "answer").throwIfAny();
        int answered = jdbc.sql("""
                update need_withdrawal set answer = :answer, answered_by = :by, answered_at = :at
                where id = :id and village_code = :village and outcome = 'BOUND' and answered_at is null""")
                .param("answer", Objects.requireNonNull(answer).strip()).param("by", user.username())
                .param("at", OffsetDateTime.now(clock)).param("id", id).param("village", village).update();
        if (answered == 0) {
            throw ProblemException.conflict("withdrawal.decided", "");
        }
    }

    /** How many of a region's season wait for the office's answer; a need that has left its contract since no longer does. */
    long countWaiting(int season, String prefix) {
        return jdbc.sql("""
                select count(*) from need_withdrawal w join need n on n.id = w.need_id
                where w.outcome = 'BOUND' and w.answered_at is null and starts_with(w.village_code, :prefix)
                    and n.season = :season and n.status <> 'CANCELLED'""").param("prefix", prefix)
                .param("season", season).query(Long.class).single();
    }
}
