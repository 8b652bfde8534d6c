package org.siji.platform.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consent;
import org.siji.platform.consent.Consents;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.packages.PackageController.ReasonRequest;
import org.siji.platform.packages.TakingStore.Taking;
import org.siji.platform.packages.TakingStore.TiedNeed;
import org.siji.platform.packages.Takings.StepQuote;
import org.siji.platform.packages.Takings.Withdrawal;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Taking a package: by the household itself, or by its leader or clerk with its confirmation. */
@RestController
@RequestMapping("/api/v1")
class TakingController {

    private final Takings takings;
    private final TakingStore store;
    private final PackageStore packages;
    private final HouseholdRegister households;
    private final Consents consents;

    TakingController(Takings takings, TakingStore store, PackageStore packages, HouseholdRegister households,
            Consents consents) {
        this.takings = takings;
        this.store = store;
        this.packages = packages;
        this.households = households;
        this.consents = consents;
    }

    /** @param fieldIds null: all that the household farms */
    record TakingRequest(@Nullable UUID householdId, @Nullable List<UUID> fieldIds,
            @Nullable ConfirmationKind confirmation, @Nullable String note, @Nullable String witnessName,
            @Nullable String witnessRole, @Nullable UUID smsCodeId, @Nullable Double lon, @Nullable Double lat) {

        Consent consent() {
            return new Consent(witnessName, witnessRole, smsCodeId, lon, lat);
        }
    }

    record TakingView(@JsonUnwrapped Taking taking, String packageName, int packageVersion,
            @Nullable String householdNameMasked) {}

    /** @param singleFen at the price of a single plot: it is never more */
    record TakenField(UUID fieldId, String fieldName, long payableCentimu, long singleFen) {}

    record TakingDetail(@JsonUnwrapped TakingView view, Consents.@Nullable Given consent, List<TakenField> fields,
            List<TiedNeed> needs,
            long singleFen) {}

    @GetMapping("/packages/{id}/quote")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    List<StepQuote> quote(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID household,
            CurrentUser user) {
        return takings.quote(id, household, user);
    }

    @PostMapping("/packages/{id}/take")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    TakingDetail take(@PathVariable UUID id, @RequestBody TakingRequest request, CurrentUser user) {
        return detail(takings.take(id, request, user));
    }

    @GetMapping("/package-takings")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Page<TakingView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(name = "package", required = false) @Nullable UUID packageId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        boolean everywhere = user.role() == Role.HOUSEHOLD || user.role() == Role.PROVIDER;
        Page<Taking> page = Page.of(store.list(everywhere ? "" : user.narrowTo(village), user.householdId(),
                packageId, user.providerId(), Page.after(cursor), Page.rowsToRead(limit)), limit, Taking::id);
        return new Page<>(views(page.items()), page.next());
    }

    @GetMapping("/package-takings/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    TakingDetail get(@PathVariable UUID id, CurrentUser user) {
        return detail(store.find(id).filter(one -> takings.mayTakeFor(user, one))
                .orElseThrow(() -> ProblemException.notFound("taking", id)));
    }

    @PostMapping("/package-takings/{id}/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Withdrawal withdraw(@PathVariable UUID id, @RequestBody ReasonRequest request, CurrentUser user) {
        return takings.withdraw(id, request.reason(), user);
    }

    private List<TakingView> views(List<Taking> shown) {
        Set<UUID> ids = shown.stream().map(Taking::packageId).collect(Collectors.toSet());
        Map<UUID, ServicePackage> offers = new LinkedHashMap<>();
        packages.list(ids).forEach(offer -> offers.put(offer.id(), offer));
        Map<UUID, Household> names = households
                .mapHouseholds(shown.stream().map(Taking::householdId).collect(Collectors.toSet()));
        List<TakingView> views = new ArrayList<>();
        for (Taking one : shown) {
            ServicePackage offer = offers.get(one.packageId());
            Household household = names.get(one.householdId());
            if (offer != null) {
                views.add(new TakingView(one, offer.name(), offer.versionNo(),
                        household == null ? null : household.nameMasked()));
            }
        }
        return views;
    }

    private TakingDetail detail(Taking taking) {
        long single = packages.find(taking.packageId()).orElseThrow().steps().getFirst().fenPerMu();
        List<TiedNeed> needs = store.listNeeds(taking.id());
        Map<UUID, TakenField> fields = new LinkedHashMap<>();
        needs.forEach(need -> fields.put(need.fieldId(), new TakenField(need.fieldId(), need.fieldName(),
                need.payableCentimu(), ServicePackage.fen(need.payableCentimu(), single))));
        return new TakingDetail(views(List.of(taking)).getFirst(),
                consents.findConsent(TakingEvidence.TYPE, taking.id()).orElse(null), List.copyOf(fields.values()),
                needs,
                fields.values().stream().mapToLong(TakenField::singleFen).sum());
    }
}
