package org.siji.platform.demand;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consents;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A household no longer wants a need: what no closed bundle holds is gone at once; from a closed bundle it goes when the village says so,
 * as long as nobody has signed a contract for it.
 */
@Service
class NeedWithdrawals {

    static final String TYPE = "need-withdrawals";

    private static final String COLUMNS = """
            select w.id, w.need_id, w.village_code, w.household_id, w.bundle_id, w.reason, w.confirmation_kind,
                w.confirmation_note, w.asked_by, w.asked_at, w.outcome, w.answer, w.answered_by, w.answered_at,
                w.refusal, n.field_name, n.operation, n.area_square_meters
            from need_withdrawal w join need n on n.id = w.need_id
            """;
    private static final RowMapper<Withdrawal> ROW = new SimplePropertyRowMapper<>(Withdrawal.class);

    private final JdbcClient jdbc;
    private final NeedStore needs;
    private final NeedService service;
    private final BundleStore bundles;
    private final BundleChanges changes;
    private final Consents consents;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Sentences sentences;
    private final Clock clock;

    NeedWithdrawals(JdbcClient jdbc, NeedStore needs, NeedService service, BundleStore bundles, BundleChanges changes,
            Consents consents, JdbcTemplate template, ApplicationEventPublisher events, Sentences sentences,
            Clock clock) {
        this.jdbc = jdbc;
        this.needs = needs;
        this.service = service;
        this.bundles = bundles;
        this.changes = changes;
        this.consents = consents;
        this.history = new StatusHistory(template, clock, "need_event");
        this.events = events;
        this.sentences = sentences;
        this.clock = clock;
    }

    /**
     * DONE at once; GRANTED or REFUSED by the village; LAPSED because the bundle was given up and the need is open again; BOUND, that is
     * not possible, by a contract.
     */
    enum Outcome {
        DONE, GRANTED, REFUSED, LAPSED, BOUND
    }

    /**
     * @param outcome    null while the village has not decided; what is BOUND it may still have to answer
     * @param answeredAt null while the village has to say something
     * @param refusal    why it is BOUND, in the reader's language
     */
    record Withdrawal(UUID id, UUID needId, String villageCode, @Nullable UUID householdId, @Nullable UUID bundleId,
            String reason, ConfirmationKind confirmationKind, String confirmationNote, String askedBy,
            OffsetDateTime askedAt, @Nullable Outcome outcome, @Nullable String answer, @Nullable String answeredBy,
            @Nullable OffsetDateTime answeredAt, @Nullable String refusal, String fieldName, Operation operation,
            double areaSquareMeters) {}

    Withdrawal ask(UUID needId, @Nullable String reason, Confirmation confirmation, CurrentUser user) {
        Need need = needs.lock(needId).filter(found -> service.sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("need", needId));
        if (need.status() == NeedStatus.CANCELLED) {
            throw ProblemException.conflict("need.cancelled-already", "");
        }
        Violations problems = Violations.collect().requireValue(reason, "reason");
        ConfirmationKind kind = user.role() == Role.HOUSEHOLD ? ConfirmationKind.SELF : confirmation.kind();
        problems.require(kind != null && kind != ConfirmationKind.UNCONFIRMED
                && (kind != ConfirmationKind.SELF || user.role() == Role.HOUSEHOLD), "need.confirmation-needed",
                "confirmation.kind");
        if (kind != null) {
            consents.check(kind, confirmation.consent(), need.householdId(), user, "confirmation.", problems);
        }
        problems.throwIfAny();
        if (need.tie() != null) {
            throw ProblemException.conflict("need.in-package", "", need.fieldName());
        }
        UUID bundleId = need.status() == NeedStatus.BUNDLED ? bundles.findLiveBundleOf(needId).orElse(null) : null;
        Withdrawal asked = insert(need, bundleId, Objects.requireNonNull(reason), Objects.requireNonNull(kind),
                confirmation, user);
        try {
            if (bundleId == null) {
                service.cancelOpen(need, asked.reason());
                return answer(asked.id(), Outcome.DONE, "", user.username());
            }
            events.publishEvent(new NeedWithdrawalAsked(bundleId, needId));
        } catch (ProblemException e) {
            events.publishEvent(new NeedWithdrawalBound(need, asked.reason(), asked.confirmationKind(),
                    asked.confirmationNote(), user.username(), Stream.concat(Stream.of(e.code()),
                            e.violations().getFirst().args().stream().map(String::valueOf)).toList()));
            throw e;
        }
        return asked;
    }

    private Withdrawal insert(Need need, @Nullable UUID bundleId, String reason, ConfirmationKind kind,
            Confirmation confirmation, CurrentUser user) {
        boolean open = jdbc.sql("select exists (select from need_withdrawal where need_id = :need and outcome is null)")
                .param("need", need.id()).query(Boolean.class).single();
        if (open) {
            throw ProblemException.conflict("withdrawal.asked-already", "", need.fieldName());
        }
        UUID id = Ids.next();
        String note = confirmation.note() == null ? "" : confirmation.note().strip();
        jdbc.sql("""
                insert into need_withdrawal (id, need_id, village_code, household_id, bundle_id, reason,
                    confirmation_kind, confirmation_note, asked_by, asked_at)
                values (:id, :need, :village, :household, :bundle, :reason, :kind, :note, :by, :at)""").param("id", id)
                .param("need", need.id()).param("village", need.villageCode()).param("household", need.householdId())
                .param("bundle", bundleId).param("reason", reason.strip()).param("kind", kind.name())
                .param("note", note).param("by", user.username()).param("at", OffsetDateTime.now(clock)).update();
        consents.keep(TYPE, List.of(id), kind, confirmation.consent(), user);
        return find(id).orElseThrow();
    }

    Withdrawal decide(UUID id, @Nullable Outcome outcome, @Nullable String answer, CurrentUser user) {
        Withdrawal asked = jdbc.sql(COLUMNS + "where w.id = :id for update of w").param("id", id).query(ROW).optional()
                .filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("withdrawal", id));
        Violations.collect().require(outcome == Outcome.GRANTED || outcome == Outcome.REFUSED, "withdrawal.outcome",
                "outcome").requireValue(answer, "answer").throwIfAny();
        UUID bundleId = asked.bundleId();
        if (asked.outcome() != null || bundleId == null) {
            throw ProblemException.conflict("withdrawal.decided", "");
        }
        String words = Objects.requireNonNull(answer).strip();
        if (outcome == Outcome.GRANTED) {
            leave(bundleId, asked, words);
        }
        return answer(id, Objects.requireNonNull(outcome), words, user.username());
    }

    private void leave(UUID bundleId, Withdrawal asked, String words) {
        Need need = needs.lock(asked.needId()).orElseThrow();
        changes.letGo(bundleId, need, asked.reason());
        needs.move(List.of(need.id()), NeedStatus.CANCELLED);
        history.record(need.id(), NeedStatus.CANCELLED, asked.reason() + " / " + words);
        events.publishEvent(new NeedLeftBundle(bundleId, need.id(), need.fieldId()));
        events.publishEvent(new NeedCancelled(need.id(), need.fieldId()));
    }

    private Withdrawal answer(UUID id, Outcome outcome, String words, String by) {
        jdbc.sql("""
                update need_withdrawal set outcome = :outcome, answer = :answer, answered_by = :by, answered_at = :at
                where id = :id""").param("outcome", outcome.name()).param("answer", words).param("by", by)
                .param("at", OffsetDateTime.now(clock)).param("id", id).update();
        return find(id).orElseThrow();
    }

    Optional<Withdrawal> find(UUID id) {
        return jdbc.sql(COLUMNS + "where w.id = :id").param("id", id).query(ROW).optional().map(this::inWords);
    }

    private Withdrawal inWords(Withdrawal row) {
        if (row.refusal() == null) {
            return row;
        }
        List<String> lines = row.refusal().lines().toList();
        String refusal = sentences.say(lines.getFirst(), lines.subList(1, lines.size()).toArray());
        return new Withdrawal(row.id, row.needId, row.villageCode, row.householdId, row.bundleId, row.reason,
                row.confirmationKind, row.confirmationNote, row.askedBy, row.askedAt, row.outcome, row.answer,
                row.answeredBy, row.answeredAt, refusal, row.fieldName, row.operation, row.areaSquareMeters);
    }

    boolean sees(CurrentUser user, Withdrawal one) {
        return needs.find(one.needId()).filter(need -> service.sees(user, need)).isPresent();
    }

    /**
     * @param prefix       of the village
     * @param householdIds whose; null for those of all households
     * @param open         only those that wait for a decision or an answer
     */
    List<Withdrawal> list(String prefix, @Nullable List<UUID> householdIds, @Nullable UUID bundleId, boolean open,
            UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where w.id > :after and starts_with(w.village_code, :prefix)
                    and (cast(:households as uuid[]) is null or w.household_id = any(:households))
                    and (cast(:bundle as uuid) is null or w.bundle_id = :bundle)
                    and (not :open or w.outcome is null
                        or w.outcome = 'BOUND' and w.answered_at is null and n.status <> 'CANCELLED')
                order by w.id limit :rows""").param("after", after).param("prefix", prefix)
                .param("households", householdIds == null ? null : householdIds.toArray(UUID[]::new))
                .param("bundle", bundleId).param("open", open).param("rows", rows).query(ROW).list().stream()
                .map(this::inWords).toList();
    }
}
