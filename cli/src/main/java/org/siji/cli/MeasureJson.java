package org.siji.cli;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.siji.formats.Problem;
import org.siji.geo.Area;
import org.siji.track.Compliance;
import org.siji.track.FieldCoverage;
import org.siji.track.FixCounts;
import org.siji.track.MeasureParameters;
import org.siji.track.RemovalReason;
import org.siji.track.RuleFinding;
import org.siji.track.RuleSet;
import org.siji.track.TrackCheck;
import org.siji.track.TrackMeter;
import org.siji.track.WorkQuality;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The report for programs: numbers unrounded, so that two runs can be compared bit for bit; with the options that it was computed by,
 * so that anybody can. What isn't known is absent.
 */
final class MeasureJson {

    private final JsonGenerator json;

    private MeasureJson(JsonGenerator json) {
        this.json = json;
    }

    static String text(MeasuredLog.Report report, MeasureOptions options) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new MeasureJson(json).write(report, options);
        }
        return text.toString();
    }

    private void write(MeasuredLog.Report report, MeasureOptions options) {
        json.writeStartObject();
        json.writeStringProperty("engine", TrackMeter.ENGINE_VERSION);
        options(options);
        parameters(report.parameters());
        json.writeArrayPropertyStart("hashes");
        for (InputHash hash : report.hashes()) {
            json.writeStartObject();
            json.writeStringProperty("file", hash.file());
            json.writeStringProperty("sha256", hash.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        fixes(report.logs().stream().map(log -> log.work().fixes()).toList());
        areas(report);
        json.writeArrayPropertyStart("logs");
        report.logs().forEach(this::log);
        json.writeEndArray();
        total(report);
        parcels(report);
        json.writeArrayPropertyStart("quality");
        report.logs().forEach(log -> quality(log.log(), log.quality()));
        json.writeEndArray();
        json.writeArrayPropertyStart("checks");
        report.logs().forEach(log -> log.checks().forEach(check -> check(log.log(), check)));
        json.writeEndArray();
        rules(report);
        json.writeArrayPropertyStart("problems");
        report.problems().forEach(this::problem);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void options(MeasureOptions options) {
        json.writeObjectPropertyStart("options");
        json.writeArrayPropertyStart("files");
        options.files().stream().map(Path::toString).forEach(json::writeString);
        json.writeEndArray();
        number("width_m", options.widthMeters());
        number("registered_width_m", options.registeredWidthMeters());
        number("offset_m", options.offsetMeters());
        number("cell_m", options.cellMeters());
        json.writeStringProperty("zone", options.zone().getId());
        json.writeNumberProperty("latest_time_ms", options.latestMillis());
        if (options.coordinates() != null) {
            json.writeStringProperty("coordinates", lower(options.coordinates()));
        }
        if (options.parcels() != null) {
            json.writeStringProperty("parcels", options.parcels().toString());
        }
        if (options.rules() != null) {
            json.writeStringProperty("rules", options.rules());
        }
        json.writeEndObject();
    }

    private void parameters(MeasureParameters parameters) {
        json.writeObjectPropertyStart("parameters");
        number("width_m", parameters.widthMeters());
        number("offset_m", parameters.offsetMeters());
        number("cell_m", parameters.cellMeters());
        number("min_step_m", parameters.minStepMeters());
        number("max_gap_s", parameters.maxGapSeconds());
        number("max_speed_kmh", parameters.maxSpeedKmh());
        number("min_working_speed_kmh", parameters.minWorkingSpeedKmh());
        number("max_working_speed_kmh", parameters.maxWorkingSpeedKmh());
        number("lag_s", parameters.lagSeconds());
        number("max_hdop", parameters.maxHdop());
        json.writeNumberProperty("latest_time_ms", parameters.latestTimeMillis());
        json.writeEndObject();
    }

    private void areas(MeasuredLog.Report report) {
        double net = report.sum(MeasuredLog::net);
        number("gross_area_m2", report.sum(MeasuredLog::gross));
        number("net_area_m2", net);
        number("overlap_m2", report.sum(MeasuredLog::overlap));
        number("mu", new Area(net).mu());
        // Of several logs: as if all were wrong in the same direction.
        interval(report.sum(log -> log.work().interval90().low().squareMeters()),
                report.sum(log -> log.work().interval90().high().squareMeters()));
        report.machineArea().ifPresent(area -> number("machine_area_m2", area));
    }

    private void log(MeasuredLog log) {
        json.writeStartObject();
        json.writeStringProperty("file", log.file());
        json.writeStringProperty("log", log.log());
        json.writeStringProperty("task", log.read().task());
        json.writeArrayPropertyStart("devices");
        log.read().devices().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("records", log.read().records());
        fixes(List.of(log.work().fixes()));
        number("duration_s", log.work().durationSeconds());
        number("worked_s", log.work().workedSeconds());
        number("worked_distance_m", log.work().workedDistanceMeters());
        json.writeNumberProperty("passes", log.work().segments());
        json.writeNumberProperty("steps_without_width", log.work().stepsWithoutWidth());
        number("gross_area_m2", log.gross());
        number("net_area_m2", log.net());
        number("overlap_m2", log.overlap());
        number("mu", log.work().netArea().mu());
        json.writeStringProperty("outcome", lower(log.work().outcome()));
        interval(log.work().interval90().low().squareMeters(), log.work().interval90().high().squareMeters());
        number("behind_m", log.work().parameters().behindMeters());
        log.machineAreaSquareMeters().ifPresent(area -> number("machine_area_m2", area));
        log.difference().ifPresent(difference -> difference(difference, log.machineAreaSquareMeters().orElseThrow()));
        json.writeEndObject();
    }

    private void fixes(List<FixCounts> logs) {
        json.writeObjectPropertyStart("fixes");
        json.writeNumberProperty("read", logs.stream().mapToLong(FixCounts::read).sum());
        json.writeNumberProperty("used", logs.stream().mapToLong(FixCounts::used).sum());
        json.writeNumberProperty("time_steps_back", logs.stream().mapToLong(FixCounts::timeStepsBack).sum());
        json.writeObjectPropertyStart("removed");
        Map<RemovalReason, Long> removed = new TreeMap<>();
        logs.forEach(log -> log.removed().forEach((reason, count) -> removed.merge(reason, (long) count, Long::sum)));
        removed.forEach((reason, count) -> json.writeNumberProperty(lower(reason), count));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void total(MeasuredLog.Report report) {
        json.writeObjectPropertyStart("total");
        json.writeNumberProperty("logs", report.logs().size());
        json.writeNumberProperty("records", report.logs().stream().mapToLong(log -> log.read().records()).sum());
        number("duration_s", report.sum(log -> log.work().durationSeconds()));
        number("worked_distance_m", report.sum(log -> log.work().workedDistanceMeters()));
        areas(report);
        report.difference()
                .ifPresent(difference -> difference(difference, report.machineArea().orElseThrow()));
        json.writeEndObject();
    }

    private void parcels(MeasuredLog.Report report) {
        if (report.parcels() == null) {
            return;
        }
        json.writeArrayPropertyStart("parcels");
        for (MeasuredLog log : report.logs()) {
            for (MeasuredLog.OnParcel parcel : log.on()) {
                FieldCoverage coverage = parcel.coverage();
                json.writeStartObject();
                json.writeStringProperty("log", log.log());
                json.writeStringProperty("code", parcel.code());
                number("area_m2", coverage.fieldArea().squareMeters());
                number("covered_m2", coverage.covered().squareMeters());
                number("missed_m2", coverage.missed().squareMeters());
                number("overlap_m2", coverage.overlap().squareMeters());
                number("coverage", coverage.coverage());
                number("worked_m2", parcel.interval90().estimate().squareMeters());
                interval(parcel.interval90().low().squareMeters(), parcel.interval90().high().squareMeters());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void quality(String log, WorkQuality quality) {
        json.writeStartObject();
        json.writeStringProperty("log", log);
        number("score", quality.score());
        json.writeArrayPropertyStart("parts");
        quality.parts().forEach((part, value) -> {
            json.writeStartObject();
            json.writeStringProperty("part", lower(part));
            number("value", value);
            number("weight", part.weight());
            json.writeEndObject();
        });
        json.writeEndArray();
        number("coverage", quality.coverage());
        number("overlap_share", quality.overlapShare());
        compliance("speed_kmh", quality.speed());
        if (quality.depth() != null) {
            compliance("depth_m", quality.depth());
        }
        json.writeNumberProperty("straight_passes", quality.passes());
        number("straightness_m", quality.straightnessMeters());
        number("spacing_m", quality.spacingMeters());
        number("spacing_deviation_m", quality.spacingDeviationMeters());
        number("work_s", quality.workSeconds());
        number("turn_s", quality.turnSeconds());
        number("stop_s", quality.stopSeconds());
        number("other_s", quality.otherSeconds());
        json.writeNumberProperty("stops", quality.stops());
        json.writeEndObject();
    }

    private void compliance(String name, Compliance compliance) {
        json.writeObjectPropertyStart(name);
        number("least", compliance.least());
        number("most", compliance.most());
        json.writeNumberProperty("samples", compliance.samples());
        number("mean", compliance.mean());
        number("pass_rate", compliance.passRate());
        number("pass_rate_low", compliance.passRateLow());
        number("pass_rate_high", compliance.passRateHigh());
        number("area_share", compliance.areaShare());
        json.writeEndObject();
    }

    private void check(String log, TrackCheck check) {
        json.writeStartObject();
        json.writeStringProperty("log", log);
        json.writeStringProperty("code", lower(check.code()));
        json.writeStringProperty("verdict", lower(check.verdict()));
        json.writeArrayPropertyStart("reasons");
        for (TrackCheck.Reason reason : check.reasons()) {
            json.writeStartObject();
            json.writeStringProperty("measure", lower(reason.measure()));
            number("value", reason.value());
            number("limit", reason.limit());
            if (!reason.other().isEmpty()) {
                json.writeStringProperty("other", reason.other());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rules(MeasuredLog.Report report) {
        RuleSet rules = report.rules();
        if (rules == null) {
            return;
        }
        json.writeObjectPropertyStart("rules");
        json.writeStringProperty("name", rules.name());
        json.writeStringProperty("operation", rules.operation());
        json.writeStringProperty("issued", rules.issued());
        json.writeBooleanProperty("example", rules.isExample());
        rules.source().ifPresent(source -> json.writeStringProperty("source", source));
        json.writeArrayPropertyStart("decisions");
        for (MeasuredLog log : report.logs()) {
            log.decisions().forEach(decided -> decision(log, decided));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void decision(MeasuredLog log, MeasuredLog.Decided decided) {
        json.writeStartObject();
        json.writeStringProperty("log", log.log());
        if (!decided.parcel().isEmpty()) {
            json.writeStringProperty("parcel", decided.parcel());
        }
        json.writeStringProperty("outcome", lower(decided.decision().outcome()));
        number("payable_m2", decided.decision().payable().squareMeters());
        number("payable_mu", decided.decision().payable().mu());
        json.writeArrayPropertyStart("findings");
        for (RuleFinding finding : decided.decision().findings()) {
            json.writeStartObject();
            json.writeStringProperty("kind", lower(finding.kind()));
            number("measured", finding.measured());
            number("low", finding.low());
            number("high", finding.high());
            number("threshold", finding.threshold());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void difference(double squareMeters, double machineSquareMeters) {
        number("difference_m2", squareMeters);
        if (machineSquareMeters > 0) {
            number("difference_percent", squareMeters / machineSquareMeters * 100);
        }
    }

    private void interval(double low, double high) {
        json.writeArrayPropertyStart("interval_90_m2");
        json.writeNumber(low);
        json.writeNumber(high);
        json.writeEndArray();
    }

    /** JSON has no NaN and no infinity, and both mean here that there is nothing to say. */
    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void problem(Problem problem) {
        json.writeStartObject();
        json.writeStringProperty("code", problem.code());
        json.writeStringProperty("severity", lower(problem.kind().severity()));
        json.writeStringProperty("file", problem.place().file());
        json.writeNumberProperty("row", problem.place().row());
        String field = problem.place().field();
        if (field != null) {
            json.writeStringProperty("field", field);
        }
        json.writeStringProperty("sentence", problem.sentence(Locale.getDefault()));
        json.writeEndObject();
    }
}
