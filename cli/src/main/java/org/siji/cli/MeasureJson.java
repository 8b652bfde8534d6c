package org.siji.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import org.siji.formats.Problem;
import org.siji.geo.Area;
import org.siji.track.FixCounts;
import org.siji.track.MeasureParameters;
import org.siji.track.RemovalReason;
import org.siji.track.TrackMeter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The report for programs: numbers unrounded, so that two runs can be compared bit for bit. */
final class MeasureJson {

    private final JsonGenerator json;

    private MeasureJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(MeasuredLog.Report report, MeasureParameters parameters, PrintWriter out) {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            new MeasureJson(json).write(report, parameters);
        }
        out.println();
    }

    private void write(MeasuredLog.Report report, MeasureParameters parameters) {
        json.writeStartObject();
        json.writeStringProperty("engine", TrackMeter.ENGINE_VERSION);
        parameters(parameters);
        json.writeArrayPropertyStart("logs");
        report.logs().forEach(this::log);
        json.writeEndArray();
        total(report);
        parcels(report);
        json.writeArrayPropertyStart("problems");
        report.problems().forEach(this::problem);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void parameters(MeasureParameters parameters) {
        json.writeObjectPropertyStart("parameters");
        if (!Double.isNaN(parameters.widthMeters())) {
            json.writeNumberProperty("width_m", parameters.widthMeters());
        }
        json.writeNumberProperty("offset_m", parameters.offsetMeters());
        json.writeNumberProperty("cell_m", parameters.cellMeters());
        json.writeNumberProperty("min_step_m", parameters.minStepMeters());
        json.writeNumberProperty("max_gap_s", parameters.maxGapSeconds());
        json.writeNumberProperty("max_speed_kmh", parameters.maxSpeedKmh());
        json.writeNumberProperty("min_working_speed_kmh", parameters.minWorkingSpeedKmh());
        json.writeNumberProperty("max_working_speed_kmh", parameters.maxWorkingSpeedKmh());
        json.writeNumberProperty("latest_time_ms", parameters.latestTimeMillis());
        json.writeEndObject();
    }

    private void log(MeasuredLog log) {
        json.writeStartObject();
        json.writeStringProperty("file", log.file());
        json.writeStringProperty("log", log.log());
        json.writeStringProperty("task", log.task());
        json.writeArrayPropertyStart("devices");
        log.devices().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("records", log.records());
        fixes(log.work().fixes());
        json.writeNumberProperty("duration_s", log.work().durationSeconds());
        json.writeNumberProperty("worked_s", log.work().workedSeconds());
        json.writeNumberProperty("worked_distance_m", log.work().workedDistanceMeters());
        json.writeNumberProperty("passes", log.work().segments());
        json.writeNumberProperty("steps_without_width", log.work().stepsWithoutWidth());
        json.writeNumberProperty("gross_area_m2", log.gross());
        json.writeNumberProperty("net_area_m2", log.net());
        json.writeNumberProperty("overlap_m2", log.work().overlapArea().squareMeters());
        json.writeNumberProperty("mu", log.work().netArea().mu());
        log.machineAreaSquareMeters().ifPresent(area -> json.writeNumberProperty("machine_area_m2", area));
        log.difference().ifPresent(difference -> difference(difference, log.machineAreaSquareMeters().orElseThrow()));
        json.writeEndObject();
    }

    private void fixes(FixCounts fixes) {
        json.writeObjectPropertyStart("fixes");
        json.writeNumberProperty("read", fixes.read());
        json.writeNumberProperty("used", fixes.used());
        json.writeNumberProperty("time_steps_back", fixes.timeStepsBack());
        json.writeObjectPropertyStart("removed");
        Map<RemovalReason, Integer> removed = new TreeMap<>(fixes.removed());
        removed.forEach((reason, count) -> json.writeNumberProperty(reason.name().toLowerCase(Locale.ROOT), count));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void total(MeasuredLog.Report report) {
        json.writeObjectPropertyStart("total");
        json.writeNumberProperty("logs", report.logs().size());
        json.writeNumberProperty("records", report.logs().stream().mapToLong(MeasuredLog::records).sum());
        sum("duration_s", report, log -> log.work().durationSeconds());
        sum("worked_distance_m", report, log -> log.work().workedDistanceMeters());
        sum("gross_area_m2", report, MeasuredLog::gross);
        sum("net_area_m2", report, MeasuredLog::net);
        sum("overlap_m2", report, log -> log.work().overlapArea().squareMeters());
        double net = report.logs().stream().mapToDouble(MeasuredLog::net).sum();
        json.writeNumberProperty("mu", new Area(net).mu());
        report.machineArea().ifPresent(area -> {
            json.writeNumberProperty("machine_area_m2", area);
            difference(report.difference().orElseThrow(), area);
        });
        json.writeEndObject();
    }

    private void parcels(MeasuredLog.Report report) {
        if (report.parcels() == null) {
            return;
        }
        json.writeArrayPropertyStart("parcels");
        for (MeasuredLog.OnParcel parcel : report.parcels()) {
            json.writeStartObject();
            json.writeStringProperty("log", parcel.log());
            json.writeStringProperty("code", parcel.code());
            json.writeNumberProperty("area_m2", parcel.coverage().fieldArea().squareMeters());
            json.writeNumberProperty("covered_m2", parcel.coverage().covered().squareMeters());
            json.writeNumberProperty("missed_m2", parcel.coverage().missed().squareMeters());
            json.writeNumberProperty("overlap_m2", parcel.coverage().overlap().squareMeters());
            json.writeNumberProperty("coverage", parcel.coverage().coverage());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void sum(String key, MeasuredLog.Report report, ToDoubleFunction<MeasuredLog> part) {
        json.writeNumberProperty(key, report.logs().stream().mapToDouble(part).sum());
    }

    private void difference(double squareMeters, double machineSquareMeters) {
        json.writeNumberProperty("difference_m2", squareMeters);
        if (machineSquareMeters > 0) {
            json.writeNumberProperty("difference_percent", squareMeters / machineSquareMeters * 100);
        }
    }

    private void problem(Problem problem) {
        json.writeStartObject();
        json.writeStringProperty("code", problem.code());
        json.writeStringProperty("severity", problem.kind().severity().name().toLowerCase(Locale.ROOT));
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
