package org.siji.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.siji.geo.Area;

/** What the server made of a parcel file, in the shape of the local report. */
final class ServerReport {

    private final Messages messages = new Messages();
    private final PrintWriter out;

    ServerReport(PrintWriter out) {
        this.out = out;
    }

    /** @param run the server's import, with or without an id */
    void print(Map<?, ?> run) {
        out.println(messages.get("import.file", text(run, "fileName")));
        out.println(messages.get("import.count", "%,d".formatted(Long.parseLong(text(run, "rows"))),
                "%,d".formatted(Long.parseLong(text(run, "parcels"))), String.format(Locale.ROOT, "%,.2f",
                        new Area(Double.parseDouble(text(run, "areaSquareMeters"))).mu())));
        List<Map<?, ?>> problems = problems(run);
        long errors = problems.stream().filter(ServerReport::isError).count();
        out.println(messages.get("import.problems", errors, problems.size() - errors));
        problems.forEach(problem -> out.println("  " + new ProblemLine(isError(problem), text(problem, "file"),
                Long.parseLong(text(problem, "row")), text(problem, "field"), text(problem, "message"),
                text(problem, "code")).say(messages, text(run, "fileName"))));
        out.println(switch (text(run, "status")) {
            case "DONE" -> messages.get("import.taken", text(run, "id"));
            case "DRY_RUN" -> messages.get("import.fine");
            default -> messages.get("import.rows-with-errors");
        });
    }

    /** A problem document about the request as a whole. */
    void printRefusal(ImportUpload.Answer answer) {
        out.println(messages.get("import.refused", String.valueOf(answer.status())));
        String detail = text(answer.json(), "detail");
        out.println(detail.isEmpty() ? text(answer.json(), "title") : detail);
    }

    private static boolean isError(Map<?, ?> problem) {
        return "ERROR".equals(problem.get("severity"));
    }

    private static List<Map<?, ?>> problems(Map<?, ?> run) {
        List<Map<?, ?>> problems = new ArrayList<>();
        if (run.get("problems") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> problem) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    private static String text(Map<?, ?> object, String key) {
        return Objects.requireNonNullElse(object.get(key), "").toString();
    }
}
