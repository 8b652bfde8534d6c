package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.money.Money;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.BundledNeed;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Edition.Amendment;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Changes signed contracts: one side proposes a new wording, both sign it, and until then the old one holds. Work that was measured
 * before keeps its price; a field on which somebody has worked can't leave.
 */
@Component
class AmendmentDesk {

    private final ContractStore contracts;
    private final Editions editions;
    private final ContractDrafter drafter;
    private final TermsDesk desk;
    private final Milestones milestones;
    private final AmendmentWords words;
    private final Bundles bundles;
    private final ObjectProvider<ContractProgress> progress;
    private final ObjectProvider<MeasuredDays> measured;
    private final ObjectProvider<PackagePrices> packages;
    private final ObjectProvider<AwardRules> awardRules;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AmendmentDesk(ContractStore contracts, Editions editions, ContractDrafter drafter, TermsDesk desk,
            Milestones milestones, AmendmentWords words, Bundles bundles, ObjectProvider<ContractProgress> progress,
            ObjectProvider<MeasuredDays> measured, ObjectProvider<PackagePrices> packages,
            ObjectProvider<AwardRules> awardRules, JdbcTemplate jdbc,
            ApplicationEventPublisher events, Clock clock) {
        this.contracts = contracts;
        this.editions = editions;
        this.drafter = drafter;
        this.desk = desk;
        this.milestones = milestones;
        this.words = words;
        this.bundles = bundles;
        this.progress = progress;
        this.measured = measured;
        this.packages = packages;
        this.awardRules = awardRules;
        this.history = new StatusHistory(jdbc, clock, "contract_event");
        this.events = events;
        this.clock = clock;
    }

    /** What the contract would be like. */
    private record Plan(ContractStore.Row row, ContractTerms terms, @Nullable LocalDate priceFrom,
            List<ContractedNeed> needs, List<ContractedNeed> dropped, List<ContractedNeed> added) {}

    Edition propose(UUID id, AmendmentRequest request, CurrentUser user) {
        ContractStore.Row row = lockRunning(id, user);
        if (editions.findProposed(id).isPresent()) {
            throw ProblemException.conflict("constraint.contract_edition_one_open", "");
        }
        Edition now = editions.getEdition(id, row.edition());
        Plan plan = plan(row, now, request, user);
        List<String> changes = words.changes(row, now.terms(), plan.row, plan.terms, plan.priceFrom, plan.dropped,
                plan.added);
        if (changes.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "amendment.nothing-changes", "");
        }
        int number = editions.list(id).getLast().edition() + 1;
        String reason = Objects.requireNonNull(request.reason()).strip().replaceAll("\\s+", " ");
        String text = drafter.write(plan.row, plan.needs, plan.terms, new ContractText.Amended(number, reason,
                row.edition(), row.textSha256(), changes, newPrice(row, plan)));
        ContractSide side = user.role() == Role.PROVIDER ? ContractSide.PROVIDER : ContractSide.COLLECTIVE;
        Edition edition = new Edition(id, number, Edition.State.PROPOSED, plan.row.mode(), plan.terms,
                plan.row.windowFrom(), plan.row.windowTo(), plan.row.bundlePriceFenPerMu(),
                new Amendment(side, reason, changes, ids(plan.dropped), ids(plan.added), plan.priceFrom, null, null,
                        null),
                text, TextHashes.sha256(text), TextHashes.sm3(text), false, false, user.username(),
                OffsetDateTime.now(clock), null);
        editions.insert(edition);
        history.record(id, row.status(), words.step("proposed", edition.amendmentNumber(), reason));
        return editions.getEdition(id, number);
    }

    /** Taken back by the side that proposed it, or declined by the other. */
    void withdraw(UUID id, @Nullable String reason, CurrentUser user) {
        ContractStore.Row row = lockRunning(id, user);
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        Edition open = editions.findProposed(id)
                .orElseThrow(() -> ProblemException.conflict("amendment.none", "", row.number()));
        editions.withdrawOpen(id, user.username(), reason);
        history.record(id, row.status(),
                words.step("withdrawn", open.amendmentNumber(), Objects.requireNonNull(reason)));
    }

    private ContractStore.Row lockRunning(UUID id, CurrentUser user) {
        ContractStore.Row row = contracts.lock(id).filter(found -> ContractService.sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
        if (row.status() != ContractStatus.SIGNED && row.status() != ContractStatus.IN_WORK) {
            throw ContractService.wrongStatus(row);
        }
        return row;
    }

    private Plan plan(ContractStore.Row row, Edition now, AmendmentRequest request, CurrentUser user) {
        Violations problems = Violations.collect();
        problems.requireValue(request.reason(), "reason");
        long price = Objects.requireNonNullElse(request.bundlePriceFenPerMu(), row.bundlePriceFenPerMu());
        boolean newPrice = price != row.bundlePriceFenPerMu();
        problems.require(price >= 0 && price <= row.singlePriceFenPerMu(), "amendment.price", "bundlePriceFenPerMu",
                Money.ofFen(row.singlePriceFenPerMu()).yuan());
        problems.require(!newPrice || request.priceFrom() != null, "required", "priceFrom");
        LocalDate from = Objects.requireNonNullElse(request.windowFrom(), row.windowFrom());
        LocalDate to = Objects.requireNonNullElse(request.windowTo(), row.windowTo());
        problems.require(!to.isBefore(from), "need.window-reversed", "windowTo", from, to);
        TermsRequest asked = request.terms();
        ContractMode mode = asked == null ? row.mode() : Objects.requireNonNullElse(asked.mode(), row.mode());
        ContractStore.Row fresh = row.with(mode, from, to, price);
        ContractTerms terms = asked == null ? now.terms() : desk.check(asked, fresh, problems, "terms.");
        List<ContractedNeed> needs = contracts.listNeeds(row.id());
        List<ContractedNeed> dropped = dropped(row, needs, request, problems);
        List<ContractedNeed> added = added(row, request, user, problems);
        List<ContractedNeed> after = new ArrayList<>(needs);
        after.removeAll(dropped);
        after.addAll(added);
        problems.require(!after.isEmpty(), "amendment.nothing-left", "droppedNeeds", row.number());
        packages.ifAvailable(known -> problems.require(
                !known.isOfPackage(row.bundleId()) || !newPrice && dropped.isEmpty() && added.isEmpty(),
                "amendment.of-package", "", row.number()));
        problems.throwIfAny();
        long costs = ContractService.expectedFen(area(after), price);
        boolean dearer = price > row.bundlePriceFenPerMu()
                || costs > ContractService.expectedFen(area(needs), row.bundlePriceFenPerMu());
        if (dearer && !packages.stream().anyMatch(known -> known.isOfPackage(row.bundleId()))) {
            awardRules.ifAvailable(rules -> rules.requireAmendable(row.id(), row.villageCode(), price, costs));
        }
        return new Plan(fresh, terms, newPrice ? request.priceFrom() : null, after, dropped, added);
    }

    private static Area area(List<ContractedNeed> needs) {
        return new Area(needs.stream().mapToDouble(need -> need.area().squareMeters()).sum());
    }

    private List<ContractedNeed> dropped(ContractStore.Row row, List<ContractedNeed> needs, AmendmentRequest request,
            Violations problems) {
        Map<UUID, ContractedNeed> known = needs.stream()
                .collect(Collectors.toMap(ContractedNeed::needId, Function.identity()));
        Set<UUID> worked = workedNeeds(row.id());
        List<ContractedNeed> dropped = new ArrayList<>();
        List<UUID> wanted = Objects.requireNonNullElse(request.droppedNeeds(), List.of());
        for (int i = 0; i < wanted.size(); i++) {
            String path = "droppedNeeds[" + i + "]";
            ContractedNeed need = known.remove(wanted.get(i));
            if (need == null) {
                problems.add("amendment.unknown-need", path);
            } else {
                problems.require(!worked.contains(need.needId()), "amendment.work-begun", path, need.fieldName());
                dropped.add(need);
            }
        }
        return dropped;
    }

    /** Which needs of the village are open is the village's to know: a provider can't take any on by itself. */
    private List<ContractedNeed> added(ContractStore.Row row, AmendmentRequest request, CurrentUser user,
            Violations problems) {
        List<UUID> wanted = Objects.requireNonNullElse(request.addedNeeds(), List.of());
        if (wanted.isEmpty()) {
            return List.of();
        }
        problems.require(user.role() != Role.PROVIDER, "amendment.needs-by-village", "addedNeeds");
        Map<UUID, ContractedNeed> open = listOpenNeeds(row).stream()
                .collect(Collectors.toMap(ContractedNeed::needId, Function.identity()));
        List<ContractedNeed> added = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            ContractedNeed need = open.remove(wanted.get(i));
            if (need == null) {
                problems.add("amendment.need-not-open", "addedNeeds[" + i + "]");
            } else {
                added.add(need);
            }
        }
        return added;
    }

    List<ContractedNeed> listOpenNeeds(ContractStore.Row row) {
        return bundles.listOpenNeeds(row.bundleId()).stream().map(AmendmentDesk::contracted).toList();
    }

    private static ContractedNeed contracted(BundledNeed need) {
        return new ContractedNeed(need.needId(), need.fieldId(), need.fieldName(), need.cultivatorId(), need.area());
    }

    private static List<UUID> ids(List<ContractedNeed> needs) {
        return needs.stream().map(ContractedNeed::needId).toList();
    }

    private Set<UUID> workedNeeds(UUID contractId) {
        ContractProgress known = progress.getIfAvailable();
        return known == null ? Set.of() : known.listWorkedNeeds(contractId);
    }

    /** The text keeps saying from when on the price holds, also when a later amendment is about something else. */
    private ContractText.@Nullable NewPrice newPrice(ContractStore.Row row, Plan plan) {
        List<PriceStep> steps = editions.listPriceSteps(row.id());
        if (plan.priceFrom != null) {
            return new ContractText.NewPrice(plan.priceFrom, plan.row.bundlePriceFenPerMu(), row.bundlePriceFenPerMu());
        }
        return steps.size() < 2
                ? null
                : new ContractText.NewPrice(steps.getLast().from(), steps.getLast().fenPerMu(),
                        steps.get(steps.size() - 2).fenPerMu());
    }

    /** For the contract's history. */
    String signed(Edition edition, ContractSide side) {
        return words.step("signed-by-" + side, edition.amendmentNumber());
    }

    /** Both sides have signed: it holds from now on. Call while holding the contract. */
    void takeEffect(ContractStore.Row row, Edition edition) {
        Amendment amendment = Objects.requireNonNull(edition.amendment());
        Set<UUID> dropped = new HashSet<>(amendment.droppedNeeds());
        Set<UUID> worked = workedNeeds(row.id());
        contracts.listNeeds(row.id()).stream()
                .filter(need -> dropped.contains(need.needId()) && worked.contains(need.needId())).findFirst()
                .ifPresent(need -> {
                    throw ProblemException.conflict("amendment.work-begun", "", need.fieldName());
                });
        Set<UUID> joining = new HashSet<>(amendment.addedNeeds());
        List<ContractedNeed> added = listOpenNeeds(row).stream().filter(need -> joining.contains(need.needId()))
                .toList();
        if (added.size() < joining.size()) {
            throw ProblemException.conflict("amendment.need-not-open", "");
        }
        editions.putInForce(edition, row.edition(), priceHoldsFrom(row.id(), amendment.priceFrom()));
        contracts.write(row.id(), row.with(edition.mode(), edition.windowFrom(), edition.windowTo(),
                edition.bundlePriceFenPerMu()), edition.text(), edition.edition());
        contracts.amendNeeds(row.id(), dropped, added, edition.edition());
        milestones.amend(row.id(), edition.terms().milestones(), edition.edition());
        String why = words.step("in-force", edition.amendmentNumber(), row.number());
        history.record(row.id(), row.status(), why);
        // Orders first: what is cancelled there falls back on the map before its need goes from it.
        events.publishEvent(new ContractAmended(row.id(), dropped, joining));
        bundles.amend(row.bundleId(), joining, dropped, why);
    }

    private @Nullable LocalDate priceHoldsFrom(UUID id, @Nullable LocalDate agreed) {
        MeasuredDays days = measured.getIfAvailable();
        if (agreed == null || days == null) {
            return agreed;
        }
        return days.findLastDay(id).map(last -> last.plusDays(1)).filter(next -> next.isAfter(agreed)).orElse(agreed);
    }
}
