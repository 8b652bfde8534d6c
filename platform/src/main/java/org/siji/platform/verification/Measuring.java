package org.siji.platform.verification;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.registry.Field;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.work.WorkOrder;
import org.siji.track.AreaInterval;
import org.siji.track.FieldCoverage;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.TrackMeter;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures the work on one order's field out of its logs, and keeps the figures with all that they depend on. */
@Component
class Measuring {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Tracks tracks;
    private final Fleet fleet;
    private final ApplicationEventPublisher events;

    Measuring(JdbcClient jdbc, JsonMapper json, Tracks tracks, Fleet fleet, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.tracks = tracks;
        this.fleet = fleet;
        this.events = events;
    }

    /** What somebody may set for a measuring; null: as usual. */
    record Settings(@Nullable Double offsetMeters, @Nullable Double widthMeters) {

        static final Settings USUAL = new Settings(null, null);
    }

    /**
     * @param logIds in the order in which they were received
     * @param leastCoverage what is worth measuring
     * @return empty when it is plain without measuring that less than that was covered, or nothing
     */
    Optional<Measurement> measure(WorkOrder order, Field field, List<UUID> logIds, Settings settings,
            double leastCoverage) {
        List<Tracks.Fixes> logs = tracks.readFixes(logIds);
        Map<UUID, Double> widths = machineWidths(logs);
        if (settings.widthMeters() != null) {
            widths.replaceAll((machine, width) -> settings.widthMeters());
        }
        double offset = settings.offsetMeters() == null ? 0 : settings.offsetMeters();
        Asked asked = new Asked(order, field.lonLat(), field.area(), logIds, logs, widths,
                settings.widthMeters() != null, MeasureParameters.defaults().withOffsetMeters(offset));
        FieldTrack track = asked.track();
        return track.mostSquareMeters() <= field.area().squareMeters() * leastCoverage
                ? Optional.empty()
                : Optional.of(measure(asked, track));
    }

    /**
     * The same once more, with the widths, the offset and the cells of then, whatever the registers say today.
     *
     * @param parameters as they were kept
     */
    Measurement again(WorkOrder order, Geometry field, Area fieldArea, List<UUID> logIds, JsonNode parameters) {
        Map<UUID, Double> widths = new TreeMap<>();
        parameters.path("machineWidthMeters").propertyStream().forEach(
                width -> widths.put(UUID.fromString(width.getKey()),
                        width.getValue().isNumber() ? width.getValue().asDouble() : Double.NaN));
        Asked asked = new Asked(order, field, fieldArea, logIds, tracks.readFixes(logIds), widths,
                parameters.path("widthSetByHand").asBoolean(),
                MeasureParameters.defaults().withOffsetMeters(parameters.path("offsetMeters").asDouble())
                        .withCellMeters(parameters.path("cellMeters").asDouble()));
        return measure(asked, asked.track());
    }

    /** @param isWidthBinding whether the widths go before what the logs say */
    private record Asked(WorkOrder order, Geometry field, Area fieldArea, List<UUID> logIds, List<Tracks.Fixes> logs,
            Map<UUID, Double> widths, boolean isWidthBinding, MeasureParameters parameters) {

        FieldTrack track() {
            return FieldTrack.around(field, logs, widths, isWidthBinding, parameters.offsetMeters());
        }
    }

    private Measurement measure(Asked asked, FieldTrack track) {
        MeasuredWork work = TrackMeter.measure(track.track(), asked.field(), asked.parameters());
        FieldCoverage coverage = work.getField();
        Map<String, Object> kept = parametersOf(asked, track.neighbourhoodMeters());
        double fieldSquareMeters = coverage.fieldArea().squareMeters();
        // The register's area and the meter's differ in the sixth digit; people shall see one.
        double scale = fieldSquareMeters == 0 ? 1 : asked.fieldArea().squareMeters() / fieldSquareMeters;
        return new Measurement(Ids.next(), asked.order(), asked.logIds(), kept, work.engineVersion(),
                inputSha256(asked, kept, work.engineVersion()), work.grossArea(), work.netArea(),
                scaled(coverage.overlap(), scale), scaled(coverage.covered(), scale), scaled(coverage.missed(), scale),
                coverage.workedOutside(), asked.fieldArea(),
                new AreaInterval(scaled(work.interval90().low(), scale), scaled(work.interval90().estimate(), scale),
                        scaled(work.interval90().high(), scale)),
                ratio(coverage.coverage()),
                ratio(fieldSquareMeters == 0 ? 0 : coverage.overlap().squareMeters() / fieldSquareMeters),
                work.stepsWithoutWidth(), Instant.ofEpochMilli(track.lastMillis()).atZone(FARM_ZONE).toLocalDate(),
                asked.field(), work.map().coveredLonLat(), work.map().overlappedLonLat(),
                work.map().missedLonLat(asked.field()));
    }

    private Map<UUID, Double> machineWidths(List<Tracks.Fixes> logs) {
        Map<UUID, Double> widths = new TreeMap<>();
        for (Tracks.Fixes log : logs) {
            widths.computeIfAbsent(log.machineId(), id -> fleet.getMachine(id).widthMeters());
        }
        return widths;
    }

    /** Whether a machine was at work where its swath could touch the field. */
    boolean mayCover(Field field, List<UUID> logIds) {
        List<Tracks.Fixes> logs = tracks.readFixes(logIds);
        return FieldTrack.around(field.lonLat(), logs, machineWidths(logs), false, 0).mostSquareMeters() > 0;
    }

    private static Area scaled(Area area, double scale) {
        return new Area(area.squareMeters() * scale);
    }

    private static BigDecimal ratio(double value) {
        return BigDecimal.valueOf(Math.min(1, Math.max(0, value))).setScale(4, RoundingMode.HALF_UP);
    }

    private static Map<String, Object> parametersOf(Asked asked, double neighbourhoodMeters) {
        MeasureParameters parameters = asked.parameters();
        Map<String, Object> kept = new LinkedHashMap<>();
        Map<String, Double> machineWidths = new TreeMap<>();
        asked.widths().forEach((machine, width) -> machineWidths.put(machine.toString(), width));
        kept.put("machineWidthMeters", machineWidths);
        kept.put("widthSetByHand", asked.isWidthBinding());
        kept.put("offsetMeters", parameters.offsetMeters());
        kept.put("cellMeters", parameters.cellMeters());
        kept.put("minStepMeters", parameters.minStepMeters());
        kept.put("maxGapSeconds", parameters.maxGapSeconds());
        kept.put("maxSpeedKmh", parameters.maxSpeedKmh());
        kept.put("minWorkingSpeedKmh", parameters.minWorkingSpeedKmh());
        kept.put("maxWorkingSpeedKmh", parameters.maxWorkingSpeedKmh());
        kept.put("neighbourhoodMeters", neighbourhoodMeters);
        return kept;
    }

    private String inputSha256(Asked asked, Map<String, Object> parameters, String engine) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Tracks.Fixes log : asked.logs()) {
                digest.update((log.sha256() + " " + log.logName() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            digest.update(Geometries.toWkb(asked.field()));
            digest.update((json.writeValueAsString(parameters) + "\n" + engine).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void store(Measurement measured) {
        WorkOrder order = measured.order();
        jdbc.sql("""
                insert into measured_work (id, work_order_id, contract_id, field_id, cultivator_id, provider_id, village_code,
                    season, operation, track_log_ids, parameters, engine_version, input_sha256, gross_square_meters,
                    net_square_meters, overlap_square_meters, covered_square_meters, missed_square_meters,
                    outside_square_meters, field_square_meters, coverage, steps_without_width, worked_on, field_wkb,
                    covered_wkb, overlap_wkb, missed_wkb, bbox, interval_low_square_meters, interval_high_square_meters)
                values (:id, :order, :contract, :field, :cultivator, :provider, :village, :season, :operation, :logs,
                    :parameters::jsonb, :engine, :sha256, :gross, :net, :overlap, :covered, :missed, :outside, :area, :coverage,
                    :steps, :workedOn, :fieldWkb, :coveredWkb, :overlapWkb, :missedWkb, :box::box, :low, :high)""")
                .param("low", measured.interval90().low().squareMeters())
                .param("high", measured.interval90().high().squareMeters())
                .param("id", measured.id()).param("order", order.id()).param("contract", order.contractId())
                .param("field", order.fieldId()).param("cultivator", order.cultivatorId())
                .param("provider", order.providerId()).param("village", order.villageCode())
                .param("season", order.season()).param("operation", order.operation().name())
                .param("logs", measured.trackLogIds().toArray(UUID[]::new))
                .param("parameters", json.writeValueAsString(measured.parameters()))
                .param("engine", measured.engineVersion()).param("sha256", measured.inputSha256())
                .param("gross", measured.gross().squareMeters()).param("net", measured.net().squareMeters())
                .param("overlap", measured.overlap().squareMeters())
                .param("covered", measured.covered().squareMeters())
                .param("missed", measured.missed().squareMeters())
                .param("outside", measured.outside().squareMeters())
                .param("area", measured.fieldArea().squareMeters()).param("coverage", measured.coverage())
                .param("steps", measured.stepsWithoutWidth()).param("workedOn", measured.workedOn())
                .param("fieldWkb", Geometries.toWkb(measured.field()))
                .param("coveredWkb", Geometries.toWkb(measured.coveredGround()))
                .param("overlapWkb", Geometries.toWkb(measured.overlappedGround()))
                .param("missedWkb", Geometries.toWkb(measured.missedGround()))
                .param("box", Geometries.box(measured.field())).update();
        events.publishEvent(new WorkMeasured(measured.id(), order.id(), order.fieldId(), order.season()));
    }
}
