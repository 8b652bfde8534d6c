package org.siji.platform.packages;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Providers;
import org.siji.platform.packages.PackageController.PackageRequest;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.Promise;
import org.siji.platform.packages.ServicePackage.State;
import org.siji.platform.packages.ServicePackage.Step;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Offers packages, publishes and withdraws them. */
@Service
class PackageService {

    private final PackageStore store;
    private final Providers providers;
    private final RegionRegister regions;
    private final HouseholdRegister households;
    private final DutyAreas duty;
    private final StatusHistory history;
    private final Sentences sentences;
    private final Clock clock;

    PackageService(PackageStore store, Providers providers, RegionRegister regions, HouseholdRegister households,
            DutyAreas duty, Sentences sentences, JdbcTemplate jdbc, Clock clock) {
        this.store = store;
        this.providers = providers;
        this.regions = regions;
        this.households = households;
        this.duty = duty;
        this.history = new StatusHistory(jdbc, clock, "service_package_event");
        this.sentences = sentences;
        this.clock = clock;
    }

    /** A provider offers its own; an office offers for the collective of a village in its region. */
    ServicePackage draft(PackageRequest request, CurrentUser user) {
        UUID id = Ids.next();
        ServicePackage former = request.replaces() == null ? null : getChangeable(request.replaces(), user);
        UUID lead = user.role() == Role.PROVIDER ? user.providerId() : null;
        List<String> villages = request.villages() == null
                ? List.of()
                : request.villages().stream().filter(Objects::nonNull).distinct().sorted().toList();
        Violations problems = Violations.collect().requireValue(request.name(), "name")
                .requireValue(request.season(), "season");
        List<Part> parts = PackageRules.operations(
                request.operations() == null ? List.of() : request.operations(), lead, problems);
        List<Step> steps = PackageRules.steps(request.prices() == null ? List.of() : request.prices(), problems);
        Promise promise = PackageRules.promise(request.promise(), steps, problems);
        problems.require(!villages.isEmpty(), "required", "villages").require(
                villages.size() <= PackageRules.MAX_VILLAGES, "package.villages", "villages",
                PackageRules.MAX_VILLAGES);
        String collective = lead == null ? request.leadVillage() : null;
        problems.requireValue(lead == null ? collective : lead, "leadVillage");
        requireVillages(villages, collective, user, problems);
        problems.throwIfAny();
        parts.stream().map(Part::providerId).distinct().forEach(providers::getProvider);
        UUID series = former == null ? id : former.seriesId();
        ServicePackage made = new ServicePackage(id, series, store.lastVersion(series) + 1,
                Objects.requireNonNull(request.season()), Objects.requireNonNull(request.name()).strip(), lead,
                collective, Objects.requireNonNull(promise), user.username(), OffsetDateTime.now(clock), State.DRAFT,
                parts, steps, villages, List.of());
        store.insert(made);
        history.record(id, State.DRAFT, "");
        return made;
    }

    private void requireVillages(List<String> villages, @Nullable String collective, CurrentUser user,
            Violations problems) {
        Set<String> asked = new HashSet<>(villages);
        if (collective != null) {
            asked.add(collective);
        }
        asked.stream().sorted().forEach(code -> problems.require(
                regions.findRegion(code).filter(region -> region.level() == RegionLevel.VILLAGE).isPresent()
                        && (!user.role().isOffice() || user.seesVillage(code)),
                "package.village", code.equals(collective) ? "leadVillage" : "villages", code));
    }

    /** A provider that is named in somebody else's offer says that it will do its part. */
    ServicePackage agree(UUID id, CurrentUser user) {
        ServicePackage offered = lock(id, user);
        requireState(offered, State.DRAFT);
        store.agree(id, Objects.requireNonNull(user.providerId()), user.username(), OffsetDateTime.now(clock));
        return getVisible(id, user);
    }

    /** The version that was published before goes; whoever took it keeps what he took. */
    ServicePackage publish(UUID id, CurrentUser user) {
        ServicePackage offered = getChangeable(id, user);
        requireState(offered, State.DRAFT);
        Violations problems = Violations.collect();
        offered.silent().forEach(
                one -> problems.add("package.silent", "operations", providers.getProvider(one).name()));
        long[] single = offered.split(offered.steps().getFirst().fenPerMu());
        for (int i = 0; i < single.length; i++) {
            requireListed(offered.operations().get(i), single[i], "operations[" + i + "].weight", problems);
        }
        problems.throwIfAny();
        store.findPublished(offered.seriesId()).ifPresent(former -> {
            store.move(former, State.WITHDRAWN);
            history.record(former, State.WITHDRAWN, "package.replaced");
        });
        store.move(id, State.PUBLISHED);
        history.record(id, State.PUBLISHED, "");
        return getVisible(id, user);
    }

    /** Contracts are written on a price list: a package is never dearer than the list for a single plot. */
    private void requireListed(Part part, long fenPerMu, String path, Violations problems) {
        providers.listPrices(part.operation(), part.windowFrom(), Area.ofMu(0)).stream()
                .filter(price -> price.providerId().equals(part.providerId())).findFirst()
                .ifPresentOrElse(price -> problems.require(fenPerMu <= price.singleFenPerMu(), "package.above-list",
                        path, part.operation(), fenPerMu / 100, price.singleFenPerMu() / 100.0),
                        () -> problems.add("package.no-list", path,
                                providers.getProvider(part.providerId()).name(), part.operation(),
                                part.windowFrom()));
    }

    ServicePackage withdraw(UUID id, @Nullable String reason, CurrentUser user) {
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        ServicePackage offered = getChangeable(id, user);
        if (offered.state() == State.WITHDRAWN) {
            throw ProblemException.conflict("package.state", "", offered.name(), offered.state());
        }
        store.move(id, State.WITHDRAWN);
        history.record(id, State.WITHDRAWN, Objects.requireNonNull(reason));
        return getVisible(id, user);
    }

    /** Published, and for this village; held so that nobody withdraws it meanwhile. */
    ServicePackage lockTakeable(UUID id, String villageCode, CurrentUser user) {
        ServicePackage offered = lock(id, user);
        requireState(offered, State.PUBLISHED);
        if (!offered.villages().contains(villageCode)) {
            throw ProblemException.conflict("package.not-here", "", offered.name());
        }
        return offered;
    }

    private static void requireState(ServicePackage offered, State state) {
        if (offered.state() != state) {
            throw ProblemException.conflict("package.state", "", offered.name(), offered.state());
        }
    }

    private ServicePackage lock(UUID id, CurrentUser user) {
        return store.lock(id).filter(one -> sees(user, one))
                .orElseThrow(() -> ProblemException.notFound("package", id));
    }

    /** @throws ProblemException 404 unless it is the user's to change */
    private ServicePackage getChangeable(UUID id, CurrentUser user) {
        return store.lock(id).filter(one -> mayChange(user, one))
                .orElseThrow(() -> ProblemException.notFound("package", id));
    }

    static boolean mayChange(CurrentUser user, ServicePackage one) {
        String collective = one.leadVillage();
        return collective == null ? user.isProvider(one.leadProviderId()) : user.seesVillage(collective);
    }

    ServicePackage getVisible(UUID id, CurrentUser user) {
        return store.find(id).filter(one -> sees(user, one))
                .orElseThrow(() -> ProblemException.notFound("package", id));
    }

    /** People of its villages see what is, or was, published; drafts are their makers' and of those named in them. */
    private boolean sees(CurrentUser user, ServicePackage one) {
        if (mayChange(user, one) || one.involves(user.providerId())) {
            return true;
        }
        return one.state() != State.DRAFT && (one.villages().stream().anyMatch(user::seesVillage)
                || one.villages().stream().anyMatch(ownVillages(user)::contains));
    }

    /** The villages that a household or a leader lives and works in. */
    Set<String> ownVillages(CurrentUser user) {
        Set<String> own = new HashSet<>();
        UUID household = user.householdId();
        if (household != null) {
            households.findVillageCode(household).ifPresent(own::add);
        }
        if (user.role() == Role.LEADER) {
            duty.listLookedAfterBy(user.id()).forEach(one -> own.add(one.villageCode()));
        }
        return own;
    }

    List<StatusHistory.Entry> story(UUID id) {
        return history.list(id, sentences);
    }
}
