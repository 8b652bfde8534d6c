package org.siji.platform.cab;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.siji.platform.api.Operation;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.fleet.Machine;
import org.siji.platform.fleet.Operators;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.AcceptanceTerms;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.work.OperatorReports;
import org.siji.platform.work.OperatorReports.Report;
import org.siji.platform.work.PlannableWork;
import org.siji.platform.work.PlannedStop;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

/** All that an operator needs for his days, in one answer: the phone keeps it for when there is no network. */
@Component
class CabDays {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS_AHEAD = 6;
    /** What was left undone on earlier days comes first. */
    private static final int DAYS_BACK = 14;

    private final Operators operators;
    private final PlannableWork plan;
    private final WorkOrders orders;
    private final OperatorReports reports;
    private final FieldRegister fields;
    private final ParcelRegister parcels;
    private final CultivatorRegister cultivators;
    private final RegionRegister regions;
    private final DutyAreas duties;
    private final AcceptanceTerms terms;
    private final Clock clock;

    CabDays(Operators operators, PlannableWork plan, WorkOrders orders, OperatorReports reports, FieldRegister fields,
            ParcelRegister parcels, CultivatorRegister cultivators, RegionRegister regions, DutyAreas duties,
            AcceptanceTerms terms, Clock clock) {
        this.operators = operators;
        this.plan = plan;
        this.orders = orders;
        this.reports = reports;
        this.fields = fields;
        this.parcels = parcels;
        this.cultivators = cultivators;
        this.regions = regions;
        this.duties = duties;
        this.terms = terms;
        this.clock = clock;
    }

    record OwnMachine(UUID id, String name, String kind, double depotLon, double depotLat) {}

    /**
     * A stop of one of the operator's machines.
     *
     * @param sequence    from 1 within the machine's day
     * @param mu          to be worked at this stop; the whole order is {@code orderMu}
     * @param parcelCodes of the parcels under the field
     * @param lon         and {@code lat}: the point of the field to which the plan drives, degrees; null if it is no longer on record
     * @param farmer      masked, as everywhere outside of his village
     * @param wanted      by which the work will be accepted, in words
     * @param leaders     the names of the group leaders who look after the household
     */
    record CabStop(UUID orderId, String number, UUID machineId, LocalDate day, int sequence, double startHour,
            int workMinutes, boolean goesOn, Operation operation, String fieldName, List<String> parcelCodes,
            double mu, double orderMu, String villageName, @Nullable String farmer, @Nullable Double lon,
            @Nullable Double lat, @Nullable Geometry shape, LocalDate windowFrom, LocalDate windowTo, String wanted,
            List<String> leaders, OperatorReports.State state, @Nullable OffsetDateTime begunAt,
            @Nullable OffsetDateTime since, @Nullable String problem) {}

    /** @param stops in the order in which they are to be worked; undone ones of earlier days first */
    record CabView(OffsetDateTime asOf, LocalDate today, List<OwnMachine> machines, List<CabStop> stops) {}

    CabView get(CurrentUser user, @Nullable LocalDate day) {
        LocalDate today = day == null ? LocalDate.now(clock.withZone(FARM_ZONE)) : day;
        // Before anything is read: what comes in meanwhile is newer than this answer.
        OffsetDateTime asOf = OffsetDateTime.now(clock);
        List<Machine> machines = operators.listMachinesDrivenBy(user.id());
        List<PlannedStop> planned = plan.listStops(machines.stream().map(Machine::id).toList(),
                today.minusDays(DAYS_BACK), today.plusDays(DAYS_AHEAD));
        Set<UUID> ids = new HashSet<>();
        planned.forEach(stop -> ids.add(stop.workOrderId()));
        Map<UUID, WorkOrder> found = orders.mapWorkOrders(ids);
        Map<UUID, Report> said = reports.mapReports(ids);
        List<PlannedStop> shown = planned.stream()
                .filter(stop -> !stop.day().isBefore(today) || isLeftUndone(stop, planned, found, said)).toList();
        return new CabView(asOf, today,
                machines.stream().map(one -> new OwnMachine(one.id(), one.name(), one.kind(), one.depotLonDegrees(),
                        one.depotLatDegrees())).toList(),
                views(shown, found, said, today));
    }

    /** A stop of an earlier day is shown while its order waits for it and no later stop stands for it. */
    private static boolean isLeftUndone(PlannedStop stop, List<PlannedStop> all, Map<UUID, WorkOrder> orders,
            Map<UUID, Report> said) {
        return stateOf(Objects.requireNonNull(orders.get(stop.workOrderId())), said) != OperatorReports.State.DONE
                && all.stream().noneMatch(
                        other -> other.workOrderId().equals(stop.workOrderId()) && other.day().isAfter(stop.day()));
    }

    private static OperatorReports.State stateOf(WorkOrder order, Map<UUID, Report> said) {
        Report report = said.get(order.id());
        boolean measured = order.status() != WorkOrderStatus.PLANNED;
        if (report == null || !report.isBegun()) {
            return measured ? OperatorReports.State.DONE : OperatorReports.State.NOT_BEGUN;
        }
        return report.state();
    }

    private List<CabStop> views(List<PlannedStop> shown, Map<UUID, WorkOrder> found, Map<UUID, Report> said,
            LocalDate today) {
        Set<UUID> fieldIds = new HashSet<>();
        Set<UUID> farmers = new HashSet<>();
        shown.forEach(stop -> {
            WorkOrder order = Objects.requireNonNull(found.get(stop.workOrderId()));
            fieldIds.add(order.fieldId());
            farmers.add(order.cultivatorId());
        });
        Map<UUID, Field> places = fields.mapFields(fieldIds);
        Map<UUID, Set<String>> codes = new HashMap<>();
        parcels.listHeldUnder(fieldIds, today)
                .forEach(one -> codes.computeIfAbsent(one.fieldId(), id -> new LinkedHashSet<>())
                        .add(one.parcelCode()));
        Map<UUID, Cultivator> names = cultivators.mapCultivators(farmers);
        Map<UUID, List<String>> leaders = duties.mapLeaderNames(names.values().stream().map(Cultivator::householdId)
                .filter(Objects::nonNull).toList());
        Map<String, String> villages = new HashMap<>();
        Map<Operation, String> wanted = new EnumMap<>(Operation.class);
        List<CabStop> views = new ArrayList<>();
        for (PlannedStop stop : shown) {
            WorkOrder order = Objects.requireNonNull(found.get(stop.workOrderId()));
            Field field = places.get(order.fieldId());
            Point entry = field == null ? null : field.lonLat().getInteriorPoint();
            Cultivator farmer = names.get(order.cultivatorId());
            UUID household = farmer == null ? null : farmer.householdId();
            Report report = said.get(order.id());
            views.add(new CabStop(order.id(), order.number(), stop.machineId(), stop.day(), stop.sequence(),
                    stop.startHour(), stop.workMinutes(), stop.interrupted(), order.operation(), order.fieldName(),
                    List.copyOf(codes.getOrDefault(order.fieldId(), Set.of())), stop.mu(), order.area().mu(),
                    villages.computeIfAbsent(order.villageCode(),
                            code -> regions.findRegion(code).map(Region::name).orElse(code)),
                    farmer == null ? null : farmer.nameMasked(), entry == null ? null : entry.getX(),
                    entry == null ? null : entry.getY(), field == null ? null : field.lonLat(), order.windowFrom(),
                    order.windowTo(),
                    wanted.computeIfAbsent(order.operation(), operation -> terms.inWords(operation, today)),
                    household == null ? List.of() : leaders.getOrDefault(household, List.of()),
                    stateOf(order, said), report == null ? null : report.begunAt(),
                    report == null ? null : report.since(), report == null ? null : report.problem()));
        }
        return views;
    }
}
