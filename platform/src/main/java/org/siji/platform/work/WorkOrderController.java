package org.siji.platform.work;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Versions;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.FieldRegister;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Work orders: a provider's day, a village's list, a household's own fields. */
@RestController
@RequestMapping("/api/v1/work-orders")
class WorkOrderController {

    private final WorkOrderService orders;
    private final WorkOrderStore store;
    private final PlannedStops plans;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final OperatorReports operators;

    WorkOrderController(WorkOrderService orders, WorkOrderStore store, PlannedStops plans, FieldRegister fields,
            CultivatorRegister cultivators, OperatorReports operators) {
        this.orders = orders;
        this.store = store;
        this.plans = plans;
        this.fields = fields;
        this.cultivators = cultivators;
        this.operators = operators;
    }

    record ReasonRequest(@Nullable String reason) {}

    /**
     * @param stops  of the plan that counts, in order of time; several when the work takes more than a day
     * @param report what the operator says; null while nobody said anything
     */
    record WorkOrderView(UUID id, String number, UUID contractId, UUID needId, UUID fieldId, String fieldName,
            UUID providerId, UUID cultivatorId, @Nullable String cultivatorNameMasked, String villageCode, int season,
            Operation operation, LocalDate windowFrom, LocalDate windowTo, double areaSquareMeters,
            WorkOrderStatus status, @Nullable String refusalReason, @Nullable UUID plannedMachineId,
            @Nullable LocalDate plannedDay, List<PlannedStop> stops,
            OperatorReports.@Nullable Report report, long version) {}

    /** @param geometry of the field, so that a machine finds it; null if the field is no longer on record */
    record WorkOrderDetail(@JsonUnwrapped WorkOrderView order, @Nullable Geometry geometry,
            List<StatusHistory.Entry> events) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping
    Page<WorkOrderView> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable UUID provider,
            @RequestParam(required = false) @Nullable UUID contract,
            @RequestParam(required = false) @Nullable UUID field,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable WorkOrderStatus status,
            @RequestParam(required = false) @Nullable UUID machine,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        String prefix = user.role().isOffice() ? user.narrowTo(village) : Objects.requireNonNullElse(village, "");
        UUID providerId = user.role() == Role.PROVIDER ? user.providerId() : provider;
        WorkOrderStore.Filter filter = new WorkOrderStore.Filter(prefix, providerId, user.householdId(), contract,
                field, season, status, machine, day);
        Page<WorkOrderStore.Row> page = Page.of(store.list(filter, Page.after(cursor), Page.rowsToRead(limit)), limit,
                WorkOrderStore.Row::id);
        List<WorkOrderView> items = views(page.items());
        return new Page<>(day == null ? items : inOrderOf(day, items), page.next());
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping("/{id}")
    ResponseEntity<WorkOrderDetail> get(@PathVariable UUID id, CurrentUser user) {
        WorkOrderStore.Row row = store.find(id).filter(found -> WorkOrderService.sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("work-order", id));
        Geometry geometry = fields.findField(row.fieldId()).map(field -> field.lonLat()).orElse(null);
        return ResponseEntity.ok().eTag(Versions.etag(row.version()))
                .body(new WorkOrderDetail(view(row), geometry, orders.listEvents(id)));
    }

    @Allowed({Role.PROVIDER})
    @PostMapping("/{id}/refuse")
    WorkOrderView refuse(@PathVariable UUID id, @RequestBody ReasonRequest request, CurrentUser user) {
        return view(orders.refuse(id, request.reason(), user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/reissue")
    WorkOrderView reissue(@PathVariable UUID id, @RequestBody(required = false) @Nullable ReasonRequest request,
            CurrentUser user) {
        return view(orders.reissue(id, request == null ? null : request.reason(), user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/cancel")
    WorkOrderView cancel(@PathVariable UUID id, @RequestBody ReasonRequest request, CurrentUser user) {
        return view(orders.cancel(id, request.reason(), user));
    }

    /** A day's list reads like the day: machine by machine, stop by stop. */
    private static List<WorkOrderView> inOrderOf(LocalDate day, List<WorkOrderView> items) {
        return items.stream().sorted(Comparator.comparing(item -> item.stops().stream()
                .filter(stop -> stop.day().equals(day)).findFirst().orElseThrow(),
                Comparator.comparing(PlannedStop::machineId).thenComparingInt(PlannedStop::sequence)))
                .toList();
    }

    private WorkOrderView view(WorkOrderStore.Row row) {
        return views(List.of(row)).getFirst();
    }

    private List<WorkOrderView> views(List<WorkOrderStore.Row> rows) {
        Set<UUID> farmers = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> {
            farmers.add(row.cultivatorId());
            ids.add(row.id());
        });
        Map<UUID, Cultivator> names = cultivators.mapCultivators(farmers);
        Map<UUID, List<PlannedStop>> stops = plans.mapStopsThatCount(ids);
        Map<UUID, OperatorReports.Report> reports = operators.mapReports(ids);
        return rows.stream().map(row -> {
            Cultivator cultivator = names.get(row.cultivatorId());
            return new WorkOrderView(row.id(), row.number(), row.contractId(), row.needId(), row.fieldId(),
                    row.fieldName(), row.providerId(), row.cultivatorId(),
                    cultivator == null ? null : cultivator.nameMasked(), row.villageCode(), row.season(),
                    row.operation(), row.windowFrom(), row.windowTo(), row.areaSquareMeters(), row.status(),
                    row.refusalReason(), row.plannedMachineId(), row.plannedDay(),
                    stops.getOrDefault(row.id(), List.of()), reports.get(row.id()), row.version());
        }).toList();
    }
}
