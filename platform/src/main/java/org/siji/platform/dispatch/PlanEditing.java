package org.siji.platform.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.PlanEdit;
import org.siji.dispatch.Why;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.dispatch.PlanViews.Cost;
import org.siji.platform.dispatch.PlanViews.DispatchPlanView;
import org.siji.platform.dispatch.PlanViews.PlanSummary;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.work.WorkOrder;
import org.springframework.stereotype.Service;

/** A draft in a dispatcher's hands: orders moved and locked, reasons asked for, plans compared. */
@Service
class PlanEditing {

    private static final Set<PlanStatus> DRAFT = EnumSet.of(PlanStatus.DRAFT);

    private final DispatchService dispatch;
    private final DispatchPlanStore plans;
    private final PlanViews views;
    private final Fleet fleet;
    private final Sentences sentences;

    PlanEditing(DispatchService dispatch, DispatchPlanStore plans, PlanViews views, Fleet fleet, Sentences sentences) {
        this.dispatch = dispatch;
        this.plans = plans;
        this.views = views;
        this.fleet = fleet;
        this.sentences = sentences;
    }

    /**
     * @param machineId     null: out of the plan
     * @param beforeOrderId the order of that machine that comes next; null: after what it has, or has on {@code day}
     * @param day           not begun before it; null: as soon as it can be
     * @param isTrial       true changes nothing
     */
    record MoveRequest(@Nullable Long version, @Nullable UUID orderId, @Nullable UUID machineId,
            @Nullable UUID beforeOrderId, @Nullable LocalDate day, @Nullable Boolean isTrial) {}

    record ViolationView(PlanCheck.Kind kind, @Nullable UUID orderId, @Nullable UUID machineId, String sentenceCode,
            String sentence) {}

    /** @param plan only when the move was made */
    record MoveView(boolean allowed, long differenceFen, Cost before, Cost after, List<ViolationView> violations,
            @Nullable DispatchPlanView plan) {}

    MoveView move(UUID id, MoveRequest request, CurrentUser user) {
        DispatchPlanStore.Row plan = dispatch.hold(id, request.version(), DRAFT, user);
        PlanContent content = plans.getContent(id);
        Map<UUID, WorkOrder> orders = views.visibleOrders(content, user);
        Map<String, String> machines = machineNames(plan);
        Violations wrong = Violations.collect().requireValue(request.orderId(), "orderId");
        requireOrder(wrong, orders, request.orderId(), "orderId");
        requireOrder(wrong, orders, request.beforeOrderId(), "beforeOrderId");
        UUID machine = request.machineId();
        wrong.require(machine == null || machines.containsKey(machine.toString()), "dispatch.unknown-machine",
                "machineId", String.valueOf(machine));
        LocalDate day = request.day();
        wrong.require(day == null || !day.isBefore(plan.firstDay()) && !day.isAfter(plan.lastDay()),
                "dispatch.outside-plan", "day", String.valueOf(day), plan.firstDay(), plan.lastDay());
        wrong.throwIfAny();
        UUID before = request.beforeOrderId();
        PlanEdit.Edit edit = PlanEdit.of(content.problemWithLocks(), content.found(),
                new PlanEdit.Move(Objects.requireNonNull(request.orderId()).toString(),
                        machine == null ? null : machine.toString(), before == null ? null : before.toString(),
                        day == null ? 0 : ProblemBuilder.day(plan.firstDay(), day)));
        boolean isAllowed = edit.plan() != null && edit.violations().isEmpty();
        DispatchPlanView made = null;
        if (isAllowed && !Boolean.TRUE.equals(request.isTrial())) {
            plans.setPlan(id, content.problem(), Objects.requireNonNull(edit.plan()), edit.after());
            made = views.view(id, user);
        }
        return new MoveView(isAllowed, edit.after().totalFen() - edit.before().totalFen(), Cost.of(edit.before()),
                Cost.of(edit.after()),
                edit.violations().stream().map(one -> violation(one, orders, machines)).toList(), made);
    }

    private static void requireOrder(Violations wrong, Map<UUID, WorkOrder> orders, @Nullable UUID order,
            String path) {
        wrong.require(order == null || orders.containsKey(order), "dispatch.unknown-order", path,
                String.valueOf(order));
    }

    private Map<String, String> machineNames(DispatchPlanStore.Row plan) {
        return fleet.listMachinesOf(plan.providerId()).stream()
                .collect(Collectors.toMap(machine -> machine.id().toString(), Machine::name));
    }

    /** Which of the two ids is which, the kernel leaves open. */
    private ViolationView violation(PlanCheck.Violation one, Map<UUID, WorkOrder> orders,
            Map<String, String> machines) {
        String machine = Stream.of(one.subject(), one.other()).filter(machines::containsKey).findFirst().orElse(null);
        UUID order = machines.containsKey(one.subject()) || one.subject().isEmpty()
                ? null
                : UUID.fromString(one.subject());
        WorkOrder known = order == null ? null : orders.get(order);
        String code = "dispatch.violation." + one.kind();
        return new ViolationView(one.kind(), order, machine == null ? null : UUID.fromString(machine), code,
                sentences.say(code, known == null ? "" : known.number(),
                        machine == null ? "" : Objects.requireNonNull(machines.get(machine))));
    }

    record LockRequest(@Nullable Long version, @Nullable List<UUID> orderIds, @Nullable Boolean locked) {}

    /** What is locked keeps its machine and day in later searches and moves. */
    void lock(UUID id, LockRequest request, CurrentUser user) {
        dispatch.hold(id, request.version(), DRAFT, user);
        Map<UUID, WorkOrder> orders = views.visibleOrders(plans.getContent(id), user);
        List<UUID> asked = Objects.requireNonNullElse(request.orderIds(), List.of());
        Violations wrong = Violations.collect().requireValue(request.orderIds(), "orderIds")
                .requireValue(request.locked(), "locked");
        for (int i = 0; i < asked.size(); i++) {
            requireOrder(wrong, orders, asked.get(i), "orderIds[" + i + "]");
        }
        wrong.throwIfAny();
        plans.setLocks(id, new HashSet<>(asked), Objects.requireNonNull(request.locked()));
    }

    record AlternativeView(UUID machineId, String machineName, Why.Obstacle obstacle, @Nullable Long differenceFen,
            @Nullable LocalDate day) {}

    /** @param undoneReason a code, when it has no machine */
    record WhyView(UUID orderId, @Nullable UUID machineId, @Nullable LocalDate day, @Nullable String undoneReason,
            List<AlternativeView> alternatives) {}

    /** @throws ProblemException 404 for an order that the plan doesn't know, or that the user may not see */
    WhyView why(UUID id, UUID orderId, CurrentUser user) {
        DispatchPlanStore.Row plan = dispatch.get(id, user);
        PlanContent content = plans.getContent(id);
        if (!views.visibleOrders(content, user).containsKey(orderId)) {
            throw ProblemException.notFound("work-order", orderId);
        }
        Map<String, String> machines = machineNames(plan);
        Optional<PlanContent.Place> place = PlanContent.place(content.found(), orderId.toString());
        String reason = content.found().undone().stream().filter(one -> one.orderId().equals(orderId.toString()))
                .map(one -> PlanViews.reason(content, one)).findFirst().orElse(null);
        List<AlternativeView> alternatives = Why
                .alternatives(content.problemWithLocks(), content.found(), orderId.toString()).stream()
                .map(one -> new AlternativeView(UUID.fromString(one.machineId()),
                        machines.getOrDefault(one.machineId(), ""), one.obstacle(), one.differenceFen(),
                        one.day() == null ? null : plan.firstDay().plusDays(one.day())))
                .toList();
        return new WhyView(orderId, place.map(one -> UUID.fromString(one.machineId())).orElse(null),
                place.map(one -> plan.firstDay().plusDays(one.day())).orElse(null), reason, alternatives);
    }

    record Side(PlanSummary plan, @Nullable Cost cost, int placed, int undone) {}

    /** An order that has another machine or day; null where it has none. */
    record PlanChange(UUID orderId, @Nullable UUID firstMachineId, @Nullable LocalDate firstDay,
            @Nullable UUID secondMachineId, @Nullable LocalDate secondDay) {}

    /** @param share of the machine's orders of the first plan that the second works in the same sequence */
    record KeptOrder(UUID machineId, double share) {}

    record PlanComparison(Side first, Side second, List<PlanChange> changes, List<KeptOrder> keptOrder) {}

    /** @param otherId null: what the plan was made from, else what is published, else itself */
    PlanComparison compare(UUID id, @Nullable UUID otherId, CurrentUser user) {
        DispatchPlanStore.Row first = dispatch.get(id, user);
        DispatchPlanStore.Row second = otherId == null ? other(first, user) : dispatch.get(otherId, user);
        if (!first.providerId().equals(second.providerId())) {
            throw ProblemException.conflict("dispatch.other-provider", "with");
        }
        PlanContent a = plans.getContent(first.id());
        PlanContent b = plans.getContent(second.id());
        Set<UUID> visible = new HashSet<>(views.visibleOrders(a, user).keySet());
        visible.addAll(views.visibleOrders(b, user).keySet());
        return new PlanComparison(side(first), side(second), changes(first, a, second, b, visible), kept(a, b));
    }

    private DispatchPlanStore.Row other(DispatchPlanStore.Row plan, CurrentUser user) {
        UUID based = plan.basedOn();
        return based != null
                ? dispatch.get(based, user)
                : dispatch.list(plan.providerId(), PlanStatus.PUBLISHED, user, null, 1).stream().findFirst()
                        .orElse(plan);
    }

    private Side side(DispatchPlanStore.Row plan) {
        return new Side(views.summary(plan), Cost.of(plan), plan.placed(), plan.undone());
    }

    private record Placed(UUID machineId, LocalDate day) {}

    private static Map<UUID, Placed> places(DispatchPlanStore.Row row, PlanContent content) {
        Map<UUID, Placed> places = new HashMap<>();
        content.found().routes().forEach(route -> route.stops().forEach(stop -> places.putIfAbsent(
                UUID.fromString(stop.orderId()),
                new Placed(UUID.fromString(route.machineId()), row.firstDay().plusDays(stop.day())))));
        return places;
    }

    private static List<PlanChange> changes(DispatchPlanStore.Row first, PlanContent a, DispatchPlanStore.Row second,
            PlanContent b,
            Collection<UUID> orders) {
        Map<UUID, Placed> before = places(first, a);
        Map<UUID, Placed> after = places(second, b);
        return orders.stream().filter(order -> !Objects.equals(before.get(order), after.get(order))).sorted()
                .map(order -> {
                    Placed one = before.get(order);
                    Placed other = after.get(order);
                    return new PlanChange(order, one == null ? null : one.machineId(), one == null ? null : one.day(),
                            other == null ? null : other.machineId(), other == null ? null : other.day());
                }).toList();
    }

    private static List<KeptOrder> kept(PlanContent a, PlanContent b) {
        Map<String, List<String>> after = sequences(b.found());
        return sequences(a.found()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> new KeptOrder(UUID.fromString(one.getKey()),
                        inSequence(one.getValue(), after.getOrDefault(one.getKey(), List.of()))
                                / (double) one.getValue().size()))
                .toList();
    }

    private static Map<String, List<String>> sequences(DispatchPlan plan) {
        Map<String, List<String>> sequences = new HashMap<>();
        plan.routes().forEach(route -> sequences.put(route.machineId(),
                route.stops().stream().map(DispatchPlan.Stop::orderId).distinct().toList()));
        return sequences;
    }

    /** Length of the longest common subsequence: each id stands in a list once, so it is the longest rise of positions. */
    static int inSequence(List<String> first, List<String> second) {
        List<Integer> positions = first.stream().map(second::indexOf).filter(position -> position >= 0).toList();
        List<Integer> longest = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            int best = 0;
            for (int j = 0; j < i; j++) {
                best = positions.get(j) < positions.get(i) ? Math.max(best, longest.get(j)) : best;
            }
            longest.add(best + 1);
        }
        return longest.stream().max(Comparator.naturalOrder()).orElse(0);
    }
}
