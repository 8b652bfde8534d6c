package org.siji.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Machine;
import org.siji.dispatch.Place;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.WorkOrder;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A plan as one page that needs no other file: Gantt by machine and day, map, and undone orders with their reason. */
final class DispatchHtml {

    private static final List<String> LABELS = List.of("all", "mu", "drive", "none");
    private static final List<String> OPERATIONS = List.of("TILLAGE", "SEEDLING_RAISING", "TRANSPLANTING", "SEEDING",
            "FERTILISING", "PLANT_PROTECTION", "IRRIGATION", "HARVEST", "DRYING", "SUBSOILING", "STRAW_RETURN");

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
    private final Messages messages;

    private DispatchHtml(Messages messages) {
        this.messages = messages;
    }

    static String of(String file, DispatchProblem problem, DispatchPlan plan, PlanCost cost, Messages messages)
            throws IOException {
        DispatchHtml html = new DispatchHtml(messages);
        html.farm(problem, plan, messages.get("dispatch.html.summary", String.valueOf(problem.orders().size()),
                String.valueOf(problem.machines().size()), String.valueOf(plan.undone().size()),
                "%.2f".formatted(cost.totalFen() / 100.0)));
        return html.page(file);
    }

    static String of(RoutingProblem problem, RoutingPlan plan, String distance, Messages messages)
            throws IOException {
        DispatchHtml html = new DispatchHtml(messages);
        html.routing(problem, plan, messages.get("dispatch.html.distance", distance));
        return html.page(problem.name());
    }

    private String page(String name) throws IOException {
        json.close();
        String page;
        try (InputStream in = Objects.requireNonNull(DispatchHtml.class.getResourceAsStream("dispatch.html"))) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        page = page.replace("%lang%", messages.get("dispatch.html.lang"));
        for (String heading : List.of("day", "machine", "gantt", "map", "undone")) {
            page = page.replace("%" + heading + "%", messages.get("dispatch.html." + heading));
        }
        // A "</script>" in somebody's field name must not end the data.
        return page.replace("%title%", escape(messages.get("dispatch.html.title", name))).replace("%data%",
                text.toString().replace("<", "\\u003c"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void farm(DispatchProblem problem, DispatchPlan plan, String summary) {
        head(true, summary);
        json.writeArrayPropertyStart("days");
        for (int day = 0; day < problem.days(); day++) {
            json.writeString(problem.from().plusDays(day).toString());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("orders");
        for (WorkOrder order : problem.orders()) {
            json.writeStartObject();
            json.writeStringProperty("id", order.id());
            json.writeStringProperty("operation", order.operation());
            json.writeNumberProperty("mu", order.mu());
            point(order.entry());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("depots");
        for (Machine machine : problem.machines()) {
            json.writeStartObject();
            json.writeStringProperty("machine", machine.id());
            point(machine.depot());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("routes");
        for (DispatchPlan.Route route : plan.routes()) {
            json.writeStartObject();
            json.writeStringProperty("machine", route.machineId());
            json.writeBooleanProperty("home", problem.machines().stream()
                    .anyMatch(machine -> machine.id().equals(route.machineId()) && machine.homeEveryNight()));
            json.writeArrayPropertyStart("stops");
            for (DispatchPlan.Stop stop : route.stops()) {
                stop(stop.orderId(), stop.startMinute(), stop.endMinute(), stop.driveMinutes());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("undone");
        for (DispatchPlan.Undone undone : plan.undone()) {
            json.writeStartObject();
            json.writeStringProperty("order", undone.orderId());
            json.writeStringProperty("reason", undone.reason().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void routing(RoutingProblem problem, RoutingPlan plan, String summary) {
        head(false, summary);
        json.writeArrayPropertyStart("days");
        json.writeEndArray();
        json.writeArrayPropertyStart("orders");
        for (int i = problem.depots(); i < problem.size(); i++) {
            json.writeStartObject();
            json.writeStringProperty("id", String.valueOf(i));
            json.writeStringProperty("operation", "");
            json.writeNumberProperty("mu", problem.location(i).demand());
            json.writeNumberProperty("x", problem.location(i).x());
            json.writeNumberProperty("y", problem.location(i).y());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("depots");
        for (int v = 0; v < problem.vehicles().size(); v++) {
            RoutingProblem.Location depot = problem.location(problem.vehicles().get(v).depot());
            json.writeStartObject();
            json.writeStringProperty("machine", String.valueOf(v + 1));
            json.writeNumberProperty("x", depot.x());
            json.writeNumberProperty("y", depot.y());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("routes");
        for (int v = 0; v < plan.routes().size(); v++) {
            json.writeStartObject();
            json.writeStringProperty("machine", String.valueOf(v + 1));
            json.writeBooleanProperty("home", true);
            json.writeArrayPropertyStart("stops");
            plan.routes().get(v).forEach(at -> stop(String.valueOf(at), 0, 0, 0));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("undone");
        json.writeEndArray();
        json.writeEndObject();
    }

    private void stop(String order, int start, int end, int drive) {
        json.writeStartObject();
        json.writeStringProperty("order", order);
        json.writeNumberProperty("start", start);
        json.writeNumberProperty("end", end);
        json.writeNumberProperty("drive", drive);
        json.writeEndObject();
    }

    /** What has no coordinates is drawn at the edge rather than left out. */
    private void point(Place place) {
        json.writeNumberProperty("x", place.hasCoordinates() ? place.lonDegrees() : 0);
        json.writeNumberProperty("y", place.hasCoordinates() ? place.latDegrees() : 0);
    }

    private void head(boolean isGeographic, String summary) {
        json.writeStartObject();
        json.writeStringProperty("summary", summary);
        json.writeBooleanProperty("geographic", isGeographic);
        json.writeObjectPropertyStart("labels");
        LABELS.forEach(label -> json.writeStringProperty(label, messages.get("dispatch.html." + label)));
        json.writeObjectPropertyStart("operations");
        OPERATIONS.forEach(name -> json.writeStringProperty(name, messages.get("dispatch.operation." + name)));
        json.writeEndObject();
        json.writeObjectPropertyStart("reasons");
        for (DispatchPlan.Reason reason : DispatchPlan.Reason.values()) {
            json.writeStringProperty(reason.name(), messages.get("dispatch.reason." + reason.name()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
