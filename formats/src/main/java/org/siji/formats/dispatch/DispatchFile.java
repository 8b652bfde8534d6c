package org.siji.formats.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.InputCheck;
import org.siji.dispatch.Machine;
import org.siji.dispatch.MatrixTravel;
import org.siji.dispatch.Place;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Shift;
import org.siji.dispatch.Span;
import org.siji.dispatch.Travel;
import org.siji.dispatch.WeatherBlock;
import org.siji.dispatch.WorkOrder;
import org.siji.dispatch.WorkOrder.LossSlope;
import org.siji.formats.Problem;
import org.siji.formats.json.JsonTree;

/**
 * A dispatch problem in our JSON; the schema is {@code docs/dispatch/problem.schema.json}. A machine, order or tie that can't be read
 * is left out and named.
 *
 * @param problem null when the file is no such thing
 */
public record DispatchFile(@Nullable DispatchProblem problem, List<Problem> problems) {

    /** The member that tells such a file from any other JSON; its value is the version of the format. */
    static final String MARK = "siji_dispatch_problem";

    public DispatchFile {
        problems = List.copyOf(problems);
    }

    public static DispatchFile read(Path path) throws IOException {
        return read(Files.readAllBytes(path), String.valueOf(path.getFileName()));
    }

    /** @param file name for problems */
    public static DispatchFile read(byte[] json, String file) {
        List<Problem> problems = new ArrayList<>();
        var place = org.siji.formats.Place.file(file);
        if (!(JsonTree.parse(json, JsonTree.Scalars.TYPED) instanceof Map<?, ?> object) || !object.containsKey(MARK)) {
            problems.add(Problem.of(DispatchFileProblem.UNREADABLE, place, MARK));
            return new DispatchFile(null, problems);
        }
        LocalDate from = new JsonMembers(object, place, new ArrayList<>(), LocalDate.EPOCH).date("from");
        JsonMembers top = new JsonMembers(object, place, problems, from);
        top.numberOr(MARK, 1);
        top.date("from");
        int days = (int) Math.min(InputCheck.MAX_DAYS + 1, top.wholeOr("days", 0));
        DispatchProblem problem = new DispatchProblem(from, days, rows(top, "machines", row -> machine(row, days)),
                rows(top, "orders", DispatchFile::order), rows(top, "precedences", DispatchFile::precedence),
                rows(top, "weather", DispatchFile::weather), rows(top, "frozen", DispatchFile::frozen), travel(top));
        // Without its first day nothing in the file has a place in time.
        return new DispatchFile(top.isSound() ? problem : null, problems);
    }

    private static <T> List<T> rows(JsonMembers top, String name, Function<JsonMembers, T> reader) {
        List<T> rows = new ArrayList<>();
        for (JsonMembers row : top.objects(name)) {
            T read = reader.apply(row);
            if (row.isSound()) {
                rows.add(read);
            }
        }
        return rows;
    }

    private static Travel travel(JsonMembers top) {
        JsonMembers travel = top.object("travel");
        JsonMembers matrix = travel == null ? null : travel.object("matrix");
        if (matrix != null) {
            List<String> ids = matrix.names("places");
            int[][] meters = matrix.rows("meters");
            try {
                return new MatrixTravel(ids, meters);
            } catch (IllegalArgumentException e) {
                top.bad("travel", e.getMessage());
            }
        }
        return Travel.straight(travel == null ? 1.3 : travel.numberOr("straight_detour", 1.3));
    }

    /** An id alone is enough where distances come from a matrix. */
    private static Place place(@Nullable JsonMembers at, String id) {
        return at == null
                ? new Place(id, Double.NaN, Double.NaN)
                : new Place(at.textOr("id", id), at.numberOr("lon", Double.NaN), at.numberOr("lat", Double.NaN));
    }

    private static Machine machine(JsonMembers row, int days) {
        String id = row.text("id");
        Place depot = place(row.object("depot"), id);
        JsonMembers shift = row.object("shift");
        JsonMembers start = row.object("start");
        return new Machine(id, row.textOr("provider", id), depot, start == null ? depot : place(start, id + " start"),
                row.texts("skills"), (int) row.wholeOr("quality", 0), row.numbers("rates_mu_per_hour"),
                row.number("road_km_per_hour"),
                shift == null
                        ? Shift.of(7 * 60, 17 * 60)
                        : new Shift(shift.ofDay("from"), shift.ofDay("to"), shift.spans("breaks", true)),
                row.spans("down", false), row.dayOr("available_from", 0), row.dayOr("available_to", days - 1),
                row.wholeOr("fen_per_hour", 0), row.wholeOr("fen_per_km", 0), row.wholeOr("fen_per_day", 0),
                row.flag("home_every_night", false));
    }

    private static WorkOrder order(JsonMembers row) {
        String id = row.text("id");
        int lastDay = row.day("last_day");
        List<LossSlope> loss = new ArrayList<>();
        for (JsonMembers slope : row.objects("loss")) {
            loss.add(new LossSlope((int) slope.wholeOr("from_days_late", 0), slope.wholeOr("fen_per_day", 0)));
        }
        return new WorkOrder(id, place(row.object("entry"), id), row.textOr("zone", ""), row.number("mu"),
                row.text("operation"), row.day("first_day"), lastDay, row.dayOr("best_until", lastDay), loss,
                row.texts("skills"), (int) row.wholeOr("min_quality", 0),
                row.wholeOr("prize_fen", WorkOrder.MUST_BE_DONE), row.flag("interruptible", true),
                row.flag("splittable", false), row.findText("same_provider_as"),
                new Span(row.minuteOr("earliest_start", WorkOrder.ANY_TIME.fromMinute()),
                        1 + Math.min(WorkOrder.ANY_TIME.toMinute() - 1,
                                row.minuteOr("latest_start", WorkOrder.ANY_TIME.toMinute() - 1))));
    }

    private static Precedence precedence(JsonMembers row) {
        return new Precedence(row.text("before"), row.text("after"), (int) row.wholeOr("min_lag_minutes", 0),
                (int) row.wholeOr("max_lag_minutes", Precedence.NO_LIMIT));
    }

    private static WeatherBlock weather(JsonMembers row) {
        return new WeatherBlock(row.text("zone"), Set.copyOf(row.texts("operations")),
                new Span(row.minute("from"), row.minute("to")));
    }

    private static Frozen frozen(JsonMembers row) {
        return new Frozen(row.text("order"), row.text("machine"), row.minute("earliest_start"),
                row.minute("latest_start"));
    }
}
