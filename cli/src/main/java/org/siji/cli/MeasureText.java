package org.siji.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.Area;
import org.siji.track.Compliance;
import org.siji.track.RuleSet;
import org.siji.track.TrackCheck;
import org.siji.track.WorkQuality;

/** The report for people: a line per log, the total, then the problems. */
final class MeasureText {

    private static final int WORDS = 2;
    private static final String NONE = "-";

    private final Messages messages = new Messages();
    private final PrintWriter out;

    private MeasureText(PrintWriter out) {
        this.out = out;
    }

    static void write(MeasuredLog.Report report, PrintWriter out) {
        new MeasureText(out).write(report);
    }

    private void write(MeasuredLog.Report report) {
        if (!report.logs().isEmpty()) {
            TextTable table = new TextTable(WORDS);
            table.row(Stream.of("log", "task", "records", "duration", "distance", "gross", "net", "mu", "machine",
                    "difference").map(column -> messages.get("measure.column." + column)).toList());
            report.logs().forEach(log -> table.row(row(log.log(), log.read().task(), log.read().records(),
                    log.work().durationSeconds(), log.work().workedDistanceMeters(), log.gross(), log.net(),
                    log.machineAreaSquareMeters(), log.difference())));
            List<MeasuredLog> logs = report.logs();
            table.row(row(messages.get("measure.total"), "", logs.stream().mapToLong(log -> log.read().records()).sum(),
                    logs.stream().mapToDouble(log -> log.work().durationSeconds()).sum(),
                    logs.stream().mapToDouble(log -> log.work().workedDistanceMeters()).sum(),
                    logs.stream().mapToDouble(MeasuredLog::gross).sum(),
                    logs.stream().mapToDouble(MeasuredLog::net).sum(), report.machineArea(), report.difference()));
            table.print(out);
        }
        parcels(report);
        quality(report);
        checks(report);
        rules(report);
        report.logs().stream().filter(log -> log.work().stepsWithoutWidth() > 0).forEach(
                log -> out.println(messages.get("measure.no-width", log.log(), log.work().stepsWithoutWidth())));
        if (!report.problems().isEmpty()) {
            out.println();
            out.println(messages.get("measure.problems", report.problems().size()));
            report.problems().forEach(this::problem);
        }
        if (report.logs().isEmpty()) {
            out.println(messages.get("measure.nothing"));
        }
    }

    private void parcels(MeasuredLog.Report report) {
        if (report.parcels() == null) {
            return;
        }
        out.println();
        if (report.logs().stream().allMatch(log -> log.on().isEmpty())) {
            out.println(messages.get("measure.no-parcel"));
            return;
        }
        TextTable table = new TextTable(WORDS);
        table.row(Stream.of("log", "parcel", "covered", "missed", "overlap", "coverage")
                .map(column -> messages.get("measure.column." + column)).toList());
        for (MeasuredLog log : report.logs()) {
            log.on().forEach(parcel -> table.row(List.of(log.log(), parcel.code(),
                    number("%.1f", parcel.coverage().covered().squareMeters()),
                    number("%.1f", parcel.coverage().missed().squareMeters()),
                    number("%.1f", parcel.coverage().overlap().squareMeters()),
                    percent(parcel.coverage().coverage()))));
        }
        table.print(out);
    }

    private void quality(MeasuredLog.Report report) {
        if (report.logs().isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable(1);
        table.row(Stream.of("log", "score", "speed", "depth", "straight", "spacing", "work", "turn", "stop")
                .map(column -> messages.get("measure.column." + column)).toList());
        for (MeasuredLog log : report.logs()) {
            WorkQuality quality = log.quality();
            Compliance depth = quality.depth();
            table.row(List.of(log.log(), number("%.0f", quality.score()), percent(quality.speed().passRate()),
                    depth == null ? NONE : percent(depth.passRate()), number("%.2f", quality.straightnessMeters()),
                    number("%.2f", quality.spacingMeters()), duration(Math.round(quality.workSeconds())),
                    duration(Math.round(quality.turnSeconds())), duration(Math.round(quality.stopSeconds()))));
        }
        table.print(out);
    }

    /** Only those at which a person should look. */
    private void checks(MeasuredLog.Report report) {
        for (MeasuredLog log : report.logs()) {
            for (TrackCheck check : log.checks()) {
                if (check.verdict() == TrackCheck.Verdict.REVIEW) {
                    String others = check.reasons().stream().map(TrackCheck.Reason::other)
                            .filter(other -> !other.isEmpty()).distinct().collect(Collectors.joining(", "));
                    out.println(messages.get("measure.check." + check.code().name(), log.log(), others).strip());
                }
            }
        }
    }

    private void rules(MeasuredLog.Report report) {
        RuleSet rules = report.rules();
        if (rules == null) {
            return;
        }
        out.println();
        out.println(messages.get("measure.rules", rules.name(), rules.issued(),
                rules.source().orElse(messages.get("measure.rules.example"))));
        for (MeasuredLog log : report.logs()) {
            for (MeasuredLog.Decided decided : log.decisions()) {
                out.println(messages.get("measure.decision", (log.log() + " " + decided.parcel()).strip(),
                        messages.get("measure.outcome." + decided.decision().outcome().name()),
                        number("%.2f", decided.decision().payable().mu())));
                decided.decision().findings().forEach(finding -> out.println(messages.get(
                        "measure.finding." + finding.kind().name(), percent(finding.measured()), percent(finding.low()),
                        percent(finding.high()), percent(finding.threshold()))));
            }
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? NONE : number("%.1f", 100 * share) + "%";
    }

    private static List<String> row(String log, String task, long records, double seconds, double meters, double gross,
            double net, OptionalDouble machine, OptionalDouble difference) {
        return List.of(log, task, String.valueOf(records), duration(Math.round(seconds)), number("%.0f", meters),
                number("%.1f", gross), number("%.1f", net), number("%.2f", new Area(net).mu()),
                machine.isPresent() ? number("%.0f", machine.getAsDouble()) : NONE,
                difference.isPresent()
                        ? number("%+.1f", difference.getAsDouble()) + percent(difference.getAsDouble(),
                                machine.orElseThrow())
                        : NONE);
    }

    private static String percent(double difference, double machine) {
        return machine > 0 ? " (" + number("%+.2f", difference / machine * 100) + "%)" : "";
    }

    private static String duration(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
    }

    private void problem(Problem problem) {
        Place place = problem.place();
        String where = place.row() > 0
                ? messages.get("measure.row", place.file(), String.valueOf(place.row()))
                : place.file();
        out.println(messages.get("measure.problem", where, problem.sentence(Locale.getDefault())));
    }
}
