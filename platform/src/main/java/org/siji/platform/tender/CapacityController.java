package org.siji.platform.tender;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.tender.Capacities.Capacity;
import org.siji.platform.tender.Capacities.Proposal;
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

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Free capacity: offered and withdrawn by providers, seen by the offices in whose region it lies, with bundles proposed to it. */
@RestController
@RequestMapping("/api/v1/capacities")
class CapacityController {

    private static final int MAX_REGIONS = 50;

    private final Capacities capacities;
    private final Fleet fleet;
    private final Providers providers;
    private final RegionRegister regions;

    CapacityController(Capacities capacities, Fleet fleet, Providers providers, RegionRegister regions) {
        this.capacities = capacities;
        this.fleet = fleet;
        this.providers = providers;
        this.regions = regions;
    }

    record NewCapacity(@Nullable UUID machineId, @Nullable Operation operation, @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay, @Nullable List<String> regions, @Nullable Long fenPerMu,
            @Nullable String note) {}

    record CapacityView(@JsonUnwrapped Capacity capacity, String providerName) {}

    /** @param proposals for an office: of its own region */
    record CapacityDetail(@JsonUnwrapped Capacity capacity, String providerName, String machineName, double muPerHour,
            List<Proposal> proposals) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(PROVIDER)
    CapacityDetail offer(CurrentUser user, @RequestBody NewCapacity request) {
        List<String> where = Objects.requireNonNullElse(request.regions(), List.<String>of()).stream().distinct()
                .toList();
        Long price = request.fenPerMu();
        Violations problems = Violations.collect().requireValue(request.machineId(), "machineId")
                .requireValue(request.operation(), "operation").requireValue(request.firstDay(), "firstDay")
                .requireValue(request.lastDay(), "lastDay").require(!where.isEmpty(), "required", "regions")
                .require(where.size() <= MAX_REGIONS, "capacity.regions", "regions", MAX_REGIONS)
                .require(price == null || price > 0, "tender.price", "fenPerMu",
                        Matching.yuan(price == null ? 0 : price));
        LocalDate first = request.firstDay();
        LocalDate last = request.lastDay();
        problems.require(first == null || last == null || !last.isBefore(first), "capacity.days", "lastDay",
                String.valueOf(first), String.valueOf(last));
        problems.require(last == null || !last.isBefore(capacities.today()), "capacity.past", "lastDay",
                String.valueOf(last));
        Set<String> known = regions.existing(where);
        where.stream().filter(region -> !known.contains(region))
                .forEach(region -> problems.add("not-found", "regions", "region", region));
        problems.throwIfAny();
        Machine machine = fleet.getMachine(requireNonNull(request.machineId()));
        if (!user.isProvider(machine.providerId())) {
            throw ProblemException.notFound("machine", machine.id());
        }
        Operation operation = requireNonNull(request.operation());
        if (!machine.inService() || !machine.rateMuPerHour().containsKey(operation)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "capacity.machine", "machineId",
                    machine.name(), operation);
        }
        Capacity capacity = new Capacity(Ids.next(), machine.providerId(), machine.id(), operation,
                requireNonNull(first), requireNonNull(last), where, price,
                Objects.requireNonNullElse(request.note(), "").strip(), user.username(), capacities.now(), null, null);
        capacities.insert(capacity);
        return detail(capacity, user);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<CapacityView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Operation operation,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        UUID own = user.providerId();
        List<Capacity> found = own != null
                ? capacities.listOwn(own, Page.after(cursor), Page.rowsToRead(limit))
                : capacities.listFor(user.narrowTo(village), operation, Page.after(cursor), Page.rowsToRead(limit));
        Map<UUID, String> names = providers.listProviders().stream()
                .collect(Collectors.toMap(Provider::id, Provider::name));
        return Page.of(
                found.stream().map(one -> new CapacityView(one, names.getOrDefault(one.providerId(), ""))).toList(),
                limit, one -> one.capacity().id());
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    CapacityDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(getVisible(user, id), user);
    }

    @PostMapping("/{id}/withdraw")
    @Allowed(PROVIDER)
    CapacityDetail withdraw(CurrentUser user, @PathVariable UUID id) {
        capacities.withdraw(getVisible(user, id), user.username());
        return detail(getVisible(user, id), user);
    }

    private Capacity getVisible(CurrentUser user, UUID id) {
        return capacities.find(id)
                .filter(one -> user.isProvider(one.providerId()) || !common(one.regions(), user).isEmpty())
                .orElseThrow(() -> ProblemException.notFound("capacity", id));
    }

    /** Where the capacity's regions and the office's meet. */
    private static Set<String> common(List<String> offered, CurrentUser user) {
        String own = user.regionPrefix();
        return offered.stream().filter(region -> region.startsWith(own) || own.startsWith(region))
                .map(region -> region.length() > own.length() ? region : own).collect(Collectors.toSet());
    }

    private CapacityDetail detail(Capacity capacity, CurrentUser user) {
        Machine machine = fleet.getMachine(capacity.machineId());
        double rate = machine.rateMuPerHour().getOrDefault(capacity.operation(), 0.0);
        Set<String> where = user.isProvider(capacity.providerId())
                ? Set.copyOf(capacity.regions())
                : common(capacity.regions(), user);
        return new CapacityDetail(capacity, providers.getProvider(capacity.providerId()).name(), machine.name(), rate,
                capacities.propose(capacity, where, rate));
    }
}
