package org.siji.formats.dispatch;

import java.io.Writer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Machine;
import org.siji.dispatch.MatrixTravel;
import org.siji.dispatch.Place;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Span;
import org.siji.dispatch.StraightTravel;
import org.siji.dispatch.WorkOrder;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes problems and plans as {@link DispatchFile} and {@link DispatchPlanFile} read them; one row a line, so that files can be compared. */
public final class DispatchJson {

    private final JsonGenerator json;
    private final LocalDate from;

    private DispatchJson(JsonGenerator json, LocalDate from) {
        this.json = json;
        this.from = from;
    }

    /** @throws IllegalArgumentException when the travel is a function that no file can hold */
    public static void write(DispatchProblem problem, Writer out) {
        try (JsonGenerator json = generator(out)) {
            new DispatchJson(json, problem.from()).problem(problem);
        }
    }

    /** @param from the problem's first day */
    public static void write(DispatchPlan plan, PlanCost cost, LocalDate from, Writer out) {
        try (JsonGenerator json = generator(out)) {
            new DispatchJson(json, from).plan(plan, cost);
        }
    }

    private static JsonGenerator generator(Writer out) {
        return JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build()
                .createGenerator(ObjectWriteContext.empty(), out);
    }

    private void problem(DispatchProblem problem) {
        json.writeStartObject();
        json.writeNumberProperty(DispatchFile.MARK, 1);
        json.writeStringProperty("from", problem.from().toString());
        json.writeNumberProperty("days", problem.days());
        travel(problem);
        rows("machines", problem.machines(), this::machine);
        rows("orders", problem.orders(), this::order);
        rows("precedences", problem.precedences(), tie -> {
            json.writeStringProperty("before", tie.beforeId());
            json.writeStringProperty("after", tie.afterId());
            json.writeNumberProperty("min_lag_minutes", tie.minLagMinutes());
            if (tie.maxLagMinutes() != Precedence.NO_LIMIT) {
                json.writeNumberProperty("max_lag_minutes", tie.maxLagMinutes());
            }
        });
        rows("weather", problem.weather(), block -> {
            json.writeStringProperty("zone", block.zone());
            texts("operations", block.operations());
            json.writeStringProperty("from", minute(block.span().fromMinute()));
            json.writeStringProperty("to", minute(block.span().toMinute()));
        });
        rows("frozen", problem.frozen(), frozen -> {
            json.writeStringProperty("order", frozen.orderId());
            json.writeStringProperty("machine", frozen.machineId());
            json.writeStringProperty("earliest_start", minute(frozen.earliestStartMinute()));
            json.writeStringProperty("latest_start", minute(frozen.latestStartMinute()));
        });
        json.writeRaw('\n');
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void travel(DispatchProblem problem) {
        json.writeObjectPropertyStart("travel");
        if (problem.travel() instanceof StraightTravel straight) {
            json.writeNumberProperty("straight_detour", straight.detourFactor());
        } else if (problem.travel() instanceof MatrixTravel matrix) {
            json.writeObjectPropertyStart("matrix");
            json.writeArrayPropertyStart("places");
            matrix.ids().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("meters");
            for (String row : matrix.ids()) {
                json.writeStartArray();
                matrix.ids().forEach(column -> json
                        .writeNumber(matrix.meters(new Place(row, 0, 0), new Place(column, 0, 0))));
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException("travel can't be written: " + problem.travel());
        }
        json.writeEndObject();
    }

    private void machine(Machine machine) {
        json.writeStringProperty("id", machine.id());
        json.writeStringProperty("provider", machine.providerId());
        place("depot", machine.depot());
        if (!machine.start().equals(machine.depot())) {
            place("start", machine.start());
        }
        texts("skills", machine.skills());
        json.writeNumberProperty("quality", machine.quality());
        json.writeObjectPropertyStart("rates_mu_per_hour");
        new TreeMap<>(machine.rateMuPerHour()).forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("road_km_per_hour", machine.roadKmPerHour());
        json.writeObjectPropertyStart("shift");
        json.writeStringProperty("from", ofDay(machine.shift().fromMinute()));
        json.writeStringProperty("to", ofDay(machine.shift().toMinute()));
        spans("breaks", machine.shift().breaks(), true);
        json.writeEndObject();
        spans("down", machine.down(), false);
        json.writeStringProperty("available_from", from.plusDays(machine.firstDay()).toString());
        json.writeStringProperty("available_to", from.plusDays(machine.lastDay()).toString());
        json.writeNumberProperty("fen_per_hour", machine.fenPerHour());
        json.writeNumberProperty("fen_per_km", machine.fenPerKm());
        json.writeNumberProperty("fen_per_day", machine.fenPerDay());
        json.writeBooleanProperty("home_every_night", machine.homeEveryNight());
    }

    private void order(WorkOrder order) {
        json.writeStringProperty("id", order.id());
        place("entry", order.entry());
        json.writeStringProperty("zone", order.zone());
        json.writeNumberProperty("mu", order.mu());
        json.writeStringProperty("operation", order.operation());
        json.writeStringProperty("first_day", from.plusDays(order.firstDay()).toString());
        json.writeStringProperty("last_day", from.plusDays(order.lastDay()).toString());
        json.writeStringProperty("best_until", from.plusDays(order.bestUntilDay()).toString());
        if (!order.loss().isEmpty()) {
            json.writeArrayPropertyStart("loss");
            order.loss().forEach(slope -> {
                json.writeStartObject();
                json.writeNumberProperty("from_days_late", slope.fromDaysLate());
                json.writeNumberProperty("fen_per_day", slope.fenPerDay());
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        texts("skills", order.skills());
        json.writeNumberProperty("min_quality", order.minQuality());
        if (!order.mustBeDone()) {
            json.writeNumberProperty("prize_fen", order.prizeFen());
        }
        json.writeBooleanProperty("interruptible", order.interruptible());
        json.writeBooleanProperty("splittable", order.splittable());
        String other = order.sameProviderAs();
        if (other != null) {
            json.writeStringProperty("same_provider_as", other);
        }
        if (order.startWithin().fromMinute() > 0) {
            json.writeStringProperty("earliest_start", minute(order.startWithin().fromMinute()));
        }
        if (order.startWithin().toMinute() < WorkOrder.ANY_TIME.toMinute()) {
            json.writeStringProperty("latest_start", minute(order.startWithin().toMinute() - 1));
        }
    }

    private void plan(DispatchPlan plan, PlanCost cost) {
        json.writeStartObject();
        json.writeNumberProperty(DispatchPlanFile.MARK, 1);
        json.writeObjectPropertyStart("cost");
        json.writeNumberProperty("total_fen", cost.totalFen());
        json.writeNumberProperty("lateness_fen", cost.latenessFen());
        json.writeNumberProperty("travel_fen", cost.travelFen());
        json.writeNumberProperty("machine_fen", cost.machineFen());
        json.writeNumberProperty("undone_fen", cost.undoneFen());
        json.writeNumberProperty("undone_must", cost.undoneMust());
        json.writeEndObject();
        rows("routes", plan.routes(), route -> {
            json.writeStringProperty("machine", route.machineId());
            rows("stops", route.stops(), stop -> {
                json.writeStringProperty("order", stop.orderId());
                json.writeNumberProperty("drive_minutes", stop.driveMinutes());
                json.writeStringProperty("start", minute(stop.startMinute()));
                json.writeStringProperty("end", minute(stop.endMinute()));
                json.writeNumberProperty("mu", stop.mu());
                json.writeBooleanProperty("interrupted", stop.interrupted());
            });
        });
        rows("undone", plan.undone(), undone -> {
            json.writeStringProperty("order", undone.orderId());
            json.writeStringProperty("reason", undone.reason().name());
        });
        json.writeRaw('\n');
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Writes what is within the braces of one row. */
    private interface Row<T> {
        void write(T row);
    }

    private <T> void rows(String name, List<T> rows, Row<T> writer) {
        json.writeRaw('\n');
        json.writeArrayPropertyStart(name);
        for (T row : rows) {
            json.writeRaw('\n');
            json.writeStartObject();
            writer.write(row);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void place(String name, Place place) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("id", place.id());
        if (place.hasCoordinates()) {
            json.writeNumberProperty("lon", place.lonDegrees());
            json.writeNumberProperty("lat", place.latDegrees());
        }
        json.writeEndObject();
    }

    private void texts(String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(name);
            new TreeSet<>(texts).forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private void spans(String name, List<Span> spans, boolean isOfDay) {
        if (!spans.isEmpty()) {
            json.writeArrayPropertyStart(name);
            for (Span span : spans) {
                json.writeStartArray();
                json.writeString(isOfDay ? ofDay(span.fromMinute()) : minute(span.fromMinute()));
                json.writeString(isOfDay ? ofDay(span.toMinute()) : minute(span.toMinute()));
                json.writeEndArray();
            }
            json.writeEndArray();
        }
    }

    private String minute(int minute) {
        return from.atStartOfDay().plusMinutes(minute).toString();
    }

    private static String ofDay(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
