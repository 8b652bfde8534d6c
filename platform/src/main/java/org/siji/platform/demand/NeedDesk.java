package org.siji.platform.demand;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consent;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedController.NeedRequest;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** Needs that come in another way than over their own resource: the same rules, for the same people. */
@Component
public class NeedDesk {

    private final NeedService service;
    private final NeedWithdrawals withdrawals;
    private final NeedStore needs;

    NeedDesk(NeedService service, NeedWithdrawals withdrawals, NeedStore needs) {
        this.service = service;
        this.withdrawals = withdrawals;
        this.needs = needs;
    }

    /** What somebody wants, as it was filled in; whatever is missing or wrong is found when it is entered. */
    public record Wish(@Nullable UUID fieldId, @Nullable Operation operation, @Nullable LocalDate windowFrom,
            @Nullable LocalDate windowTo, @Nullable Integer season, @Nullable UUID enteredFor,
            @Nullable ConfirmationKind confirmation, @Nullable String note, Consent consent) {

        NeedRequest request() {
            return new NeedRequest(fieldId, operation, windowFrom, windowTo, season, enteredFor,
                    new Confirmation(confirmation, note, consent.witnessName(), consent.witnessRole(),
                            consent.smsCodeId(), consent.lon(), consent.lat()));
        }
    }

    /**
     * A need as it stands.
     *
     * @param version grows with every change of its state
     */
    public record Standing(UUID id, @Nullable UUID householdId, UUID fieldId, String fieldName, Operation operation,
            LocalDate windowFrom, LocalDate windowTo, int season, String status, String enteredBy,
            ConfirmationKind confirmation, String note, OffsetDateTime recordedAt, int version) {}

    /** @throws ProblemException with all that is wrong */
    public void enter(UUID id, Wish wish, CurrentUser user) {
        service.enter(List.of(wish.request()), user, index -> "", index -> id, null);
    }

    /**
     * Enters wishes that belong to one offer, all or none.
     *
     * @param ids of the needs, in the order of the wishes
     * @param tie they are bundled only with needs of the same tie, and cancelled only through {@link #cancelTied}
     */
    public void enterTied(List<UUID> ids, List<Wish> wishes, UUID tie, CurrentUser user) {
        service.enter(wishes.stream().map(Wish::request).toList(), user, index -> "needs[" + index + "].", ids::get,
                tie);
    }

    /** @return false when it stays, because a closed bundle holds it or it was cancelled before */
    public boolean cancelTied(UUID id, UUID tie, String reason) {
        return service.cancelTied(id, tie, reason);
    }

    /** @throws ProblemException if it is not in a state to be cancelled, or not his to cancel */
    public void cancel(UUID id, @Nullable String reason, CurrentUser user) {
        service.cancel(id, reason, user);
    }

    /**
     * The household no longer wants it: gone at once, or decided by the village where a closed bundle holds it.
     *
     * @throws ProblemException if it is not his to withdraw, or a signed contract holds it
     */
    public void withdraw(UUID id, @Nullable String reason, ConfirmationKind kind, @Nullable String note,
            Consent consent,
            CurrentUser user) {
        withdrawals.ask(id, reason, new Confirmation(kind, note, consent.witnessName(), consent.witnessRole(),
                consent.smsCodeId(), consent.lon(), consent.lat()), user);
    }

    /** The need, held until the end of the transaction; absent for whom it doesn't concern. */
    public Optional<Standing> lock(UUID id, CurrentUser user) {
        return needs.lock(id).filter(need -> service.sees(user, need))
                .map(need -> standing(need, needs.countChanges(List.of(id)).getOrDefault(id, 0)));
    }

    /** Those of the households that are not cancelled. */
    public List<Standing> listOfHouseholds(Collection<UUID> householdIds, int season) {
        return needs.listLiveOfHouseholds(householdIds, season).entrySet().stream()
                .map(one -> standing(one.getKey(), one.getValue())).toList();
    }

    /** What is already wanted on the wish's field on the same days; empty unless the wish says which. */
    public List<Standing> listInTheWayOf(Wish wish) {
        UUID field = wish.fieldId();
        LocalDate from = wish.windowFrom();
        LocalDate to = wish.windowTo();
        if (field == null || from == null || to == null) {
            return List.of();
        }
        return needs.listLiveOfFields(List.of(field)).stream()
                .filter(need -> need.operation() == wish.operation()
                        && NeedStore.overlap(need.windowFrom(), need.windowTo(), from, to))
                .map(need -> standing(need, needs.countChanges(List.of(need.id())).getOrDefault(need.id(), 0)))
                .toList();
    }

    private static Standing standing(Need need, int version) {
        return new Standing(need.id(), need.householdId(), need.fieldId(), need.fieldName(), need.operation(),
                need.windowFrom(), need.windowTo(), need.season(), need.status().name(), need.enteredBy(),
                need.confirmationKind(), need.confirmationNote(), need.recordedAt(), version);
    }
}
