package org.siji.platform.dispatch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.Span;
import org.siji.platform.api.Sentences;
import org.siji.platform.dispatch.PlanViews.DispatchPlanView;
import org.siji.platform.dispatch.PlanViews.OrderView;
import org.siji.platform.dispatch.PlanViews.StopView;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;
import org.springframework.stereotype.Component;

/** A plan as a table: a row for each stop by day and machine, then what found no place with its reason. */
@Component
class PlanSheet {

    private static final int MINUTES_PER_HOUR = 60;
    /** Day to drive: what found no place has none of them. */
    private static final int PLACE_COLUMNS = 6;

    private final Sentences sentences;

    PlanSheet(Sentences sentences) {
        this.sentences = sentences;
    }

    private record Part(UUID orderId, LocalDate day) {}

    /** @param content of the same plan: when work ends, with breaks and rain */
    byte[] write(DispatchPlanView plan, PlanContent content) {
        Map<Part, Integer> ends = new HashMap<>();
        content.found().routes().forEach(route -> route.stops()
                .forEach(stop -> ends.merge(
                        new Part(UUID.fromString(stop.orderId()), plan.summary().firstDay().plusDays(stop.day())),
                        stop.endMinute() - stop.day() * Span.MINUTES_PER_DAY, Math::max)));
        Map<UUID, OrderView> orders = new HashMap<>();
        plan.orders().forEach(order -> orders.put(order.id(), order));
        Map<UUID, String> machines = new HashMap<>();
        plan.machines().forEach(machine -> machines.put(machine.id(), machine.name()));
        List<Line> lines = new ArrayList<>();
        plan.stops().stream()
                .sorted(Comparator.comparing(StopView::day)
                        .thenComparing(stop -> machines.getOrDefault(stop.machineId(), ""))
                        .thenComparing(StopView::machineId).thenComparingInt(StopView::sequence))
                .forEach(stop -> {
                    List<@Nullable Object> cells = new ArrayList<>(
                            List.of(stop.day(), machines.getOrDefault(stop.machineId(), ""), stop.sequence(),
                                    clock(Math.round(stop.startHour() * MINUTES_PER_HOUR)),
                                    clock(ends.getOrDefault(new Part(stop.orderId(), stop.day()), 0)),
                                    stop.driveMinutes()));
                    addOrder(cells, orders.get(stop.orderId()), stop.mu(), state(stop));
                    lines.add(new Line(cells, false));
                });
        plan.undoneOrders().forEach(one -> {
            OrderView order = orders.get(one.orderId());
            List<@Nullable Object> cells = new ArrayList<>(Collections.nCopies(PLACE_COLUMNS, null));
            addOrder(cells, order, order == null ? null : order.mu(), say("undone", one.sentence()));
            lines.add(new Line(cells, true));
        });
        return new SheetWriter().add(say("sheet"),
                List.of(say("title", plan.summary().providerName(), plan.summary().firstDay(),
                        plan.summary().lastDay()),
                        say("state", plan.summary().status(), plan.summary().placed(), plan.summary().undone())),
                List.of(Column.of(say("day"), 12), Column.of(say("machine"), 16), Column.of(say("sequence"), 6),
                        Column.of(say("start"), 8), Column.of(say("end"), 8), Column.of(say("drive"), 12),
                        Column.of(say("number"), 24), Column.of(say("village"), 14), Column.of(say("field"), 14),
                        Column.of(say("operation"), 10), Column.of(say("mu"), 12), Column.of(say("status"), 40)),
                lines).write();
    }

    private String state(StopView stop) {
        String state = say(stop.begun() ? "begun" : stop.locked() ? "locked" : "planned");
        return stop.interrupted() ? state + say("interrupted") : state;
    }

    private void addOrder(List<@Nullable Object> cells, @Nullable OrderView order, @Nullable Double mu,
            String status) {
        cells.add(order == null ? null : order.number());
        cells.add(order == null ? null : order.villageName());
        cells.add(order == null ? null : order.fieldName());
        cells.add(order == null ? null : say("value", order.operation()));
        cells.add(mu == null ? null : BigDecimal.valueOf(mu).setScale(2, RoundingMode.HALF_UP));
        cells.add(status);
    }

    private static String clock(long minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR);
    }

    private String say(String code, Object... args) {
        return sentences.say("dispatch-sheet." + code, args);
    }
}
