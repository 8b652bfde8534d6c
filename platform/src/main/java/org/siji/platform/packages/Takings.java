package org.siji.platform.packages;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consents;
import org.siji.platform.demand.NeedDesk;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.TakingStore.Taking;
import org.siji.platform.packages.TakingStore.TiedNeed;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.stereotype.Service;

/** Takes packages for households: one need per field and operation, tied together, all or none. */
@Service
class Takings {

    private final TakingStore store;
    private final PackageService packages;
    private final HouseholdRegister households;
    private final FieldRegister fields;
    private final NeedDesk needs;
    private final DutyAreas duty;
    private final Consents consents;
    private final Clock clock;

    Takings(TakingStore store, PackageService packages, HouseholdRegister households, FieldRegister fields,
            NeedDesk needs, DutyAreas duty, Consents consents, Clock clock) {
        this.store = store;
        this.packages = packages;
        this.households = households;
        this.fields = fields;
        this.needs = needs;
        this.duty = duty;
        this.consents = consents;
        this.clock = clock;
    }

    /** @param operationFen by operation, adding up to {@code fen} */
    record FieldQuote(UUID fieldId, String fieldName, long payableCentimu, List<Long> operationFen, long fen) {}

    /** @param minCentimu what it costs from this contiguous area on */
    record StepQuote(long minCentimu, long fenPerMu, List<FieldQuote> fields, long fen) {}

    /** What a package costs for these fields, at each of its steps. */
    static List<StepQuote> quote(ServicePackage offer, List<Field> chosen) {
        return offer.steps().stream().map(step -> {
            long[] split = offer.split(step.fenPerMu());
            List<FieldQuote> lines = chosen.stream().map(field -> {
                long centimu = PayableArea.of(field.area()).centimu();
                return new FieldQuote(field.id(), field.name(), centimu, IntStream.range(0, split.length)
                        .mapToObj(i -> ServicePackage.fen(centimu, split[i])).toList(),
                        ServicePackage.fen(centimu, step.fenPerMu()));
            }).toList();
            return new StepQuote(step.minCentimu(), step.fenPerMu(), lines,
                    lines.stream().mapToLong(FieldQuote::fen).sum());
        }).toList();
    }

    /** @param householdId null for an office or a leader: the prices alone */
    List<StepQuote> quote(UUID packageId, @Nullable UUID householdId, CurrentUser user) {
        ServicePackage offer = packages.getVisible(packageId, user);
        if (householdId == null && user.role() != Role.HOUSEHOLD) {
            return quote(offer, List.of());
        }
        return quote(offer, fields.listFieldsOfCultivator(household(householdId, user).cultivatorId()));
    }

    Taking take(UUID packageId, TakingController.TakingRequest request, CurrentUser user) {
        packages.getVisible(packageId, user);
        Household household = household(request.householdId(), user);
        ServicePackage offer = packages.lockTakeable(packageId, household.villageCode(), user);
        ConfirmationKind kind = request.confirmation() == null && user.role() == Role.HOUSEHOLD
                ? ConfirmationKind.SELF
                : request.confirmation();
        Violations problems = Violations.collect().requireValue(kind, "confirmation");
        if (kind != null) {
            consents.check(kind, request.consent(), household.id(), user, "", problems);
        }
        List<Field> own = fields.listFieldsOfCultivator(household.cultivatorId());
        List<Field> chosen = own;
        if (request.fieldIds() != null) {
            Set<UUID> wanted = Set.copyOf(request.fieldIds());
            chosen = own.stream().filter(field -> wanted.contains(field.id())).toList();
            problems.require(chosen.size() == wanted.size(), "package.field", "fieldIds");
        }
        problems.require(!chosen.isEmpty(), "package.no-fields", "fieldIds");
        problems.throwIfAny();
        String note = request.note() == null ? "" : request.note().strip();
        Taking taking = new Taking(Ids.next(), offer.id(), household.villageCode(), household.id(),
                Objects.requireNonNull(kind), note, user.username(), OffsetDateTime.now(clock), null, null, null);
        List<NeedDesk.Wish> wishes = new ArrayList<>();
        List<TiedNeed> tied = new ArrayList<>();
        for (Field field : chosen) {
            for (int i = 0; i < offer.operations().size(); i++) {
                Part part = offer.operations().get(i);
                wishes.add(new NeedDesk.Wish(field.id(), part.operation(), part.windowFrom(), part.windowTo(),
                        offer.season(), household.cultivatorId(), kind, note, request.consent()));
                tied.add(new TiedNeed(Ids.next(), taking.id(), i, field.id(), field.name(),
                        PayableArea.of(field.area()).centimu()));
            }
        }
        needs.enterTied(tied.stream().map(TiedNeed::needId).toList(), wishes, offer.id(), user);
        store.insert(taking, tied);
        consents.keep(TakingEvidence.TYPE, List.of(taking.id()), taking.confirmationKind(), request.consent(), user);
        return taking;
    }

    /** @param released needs that are no longer wanted; the others are in closed bundles or contracts and stay */
    record Withdrawal(Taking taking, int released, int kept) {}

    Withdrawal withdraw(UUID id, @Nullable String reason, CurrentUser user) {
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        String why = Objects.requireNonNull(reason);
        Taking taking = store.lock(id).filter(found -> mayTakeFor(user, found))
                .orElseThrow(() -> ProblemException.notFound("taking", id));
        if (taking.withdrawnAt() != null) {
            throw ProblemException.conflict("package.taking-withdrawn", "");
        }
        List<TiedNeed> tied = store.listNeeds(id);
        int released = 0;
        for (TiedNeed need : tied) {
            released += needs.cancelTied(need.needId(), taking.packageId(), why) ? 1 : 0;
        }
        if (released == 0) {
            throw ProblemException.conflict("package.all-bundled", "");
        }
        store.withdraw(id, user.username(), OffsetDateTime.now(clock), why);
        return new Withdrawal(store.find(id).orElseThrow(), released, tied.size() - released);
    }

    private Household household(@Nullable UUID asked, CurrentUser user) {
        UUID id = user.role() == Role.HOUSEHOLD && asked == null ? user.householdId() : asked;
        Violations.collect().requireValue(id, "householdId").throwIfAny();
        UUID known = Objects.requireNonNull(id);
        return households.findHousehold(known)
                .filter(one -> user.seesVillage(one.villageCode()) || user.isHousehold(known)
                        || isLeaderOf(user, known))
                .orElseThrow(() -> ProblemException.notFound("household", known));
    }

    private boolean isLeaderOf(CurrentUser user, UUID householdId) {
        return user.role() == Role.LEADER && duty.covers(user.id(), householdId);
    }

    boolean mayTakeFor(CurrentUser user, Taking taking) {
        return user.seesVillage(taking.villageCode()) || user.isHousehold(taking.householdId())
                || isLeaderOf(user, taking.householdId());
    }
}
