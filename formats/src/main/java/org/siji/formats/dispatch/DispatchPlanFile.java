package org.siji.formats.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.json.JsonTree;

/**
 * A dispatch plan in our JSON; the schema is {@code docs/dispatch/plan.schema.json}.
 *
 * @param plan null when the file is no such thing
 */
public record DispatchPlanFile(@Nullable DispatchPlan plan, List<Problem> problems) {

    static final String MARK = "siji_dispatch_plan";

    public DispatchPlanFile {
        problems = List.copyOf(problems);
    }

    /** @param from the first day of the problem that it is a plan of */
    public static DispatchPlanFile read(Path path, LocalDate from) throws IOException {
        return read(Files.readAllBytes(path), String.valueOf(path.getFileName()), from);
    }

    public static DispatchPlanFile read(byte[] json, String file, LocalDate from) {
        List<Problem> problems = new ArrayList<>();
        if (!(JsonTree.parse(json, JsonTree.Scalars.TYPED) instanceof Map<?, ?> object) || !object.containsKey(MARK)) {
            problems.add(Problem.of(DispatchFileProblem.UNREADABLE, Place.file(file), MARK));
            return new DispatchPlanFile(null, problems);
        }
        JsonMembers top = new JsonMembers(object, Place.file(file), problems, from);
        List<Route> routes = new ArrayList<>();
        for (JsonMembers route : top.objects("routes")) {
            List<Stop> stops = new ArrayList<>();
            for (JsonMembers stop : route.objects("stops")) {
                stops.add(new Stop(stop.text("order"), (int) stop.number("drive_minutes"), stop.minute("start"),
                        stop.minute("end"), stop.number("mu"), stop.flag("interrupted", false)));
            }
            routes.add(new Route(route.text("machine"), stops));
        }
        List<Undone> undone = new ArrayList<>();
        for (JsonMembers one : top.objects("undone")) {
            undone.add(new Undone(one.text("order"), reason(one)));
        }
        // A plan is only checked as a whole: a stop that can't be read makes all of it unreadable.
        return new DispatchPlanFile(problems.isEmpty() ? new DispatchPlan(routes, undone) : null, problems);
    }

    private static Reason reason(JsonMembers undone) {
        String name = undone.textOr("reason", Reason.NO_TIME_LEFT.name());
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        undone.bad("reason", name);
        return Reason.NO_TIME_LEFT;
    }
}
