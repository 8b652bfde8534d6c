package org.siji.platform.support;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

/** Brings a village as far as signed work orders, and drives a harvester over its fields. */
@Component
public class HarvestSeason {

    /** Working width; the fields are a hundred metres wide, so forty passes cover one. */
    public static final double WIDTH_METERS = 2.5;
    private static final int PASSES = 40;
    private static final double FIELD_METERS = 100;
    private static final double LENGTH_METERS = 200;
    private static final double GAP_METERS = 2;

    private final SampleVillages villages;
    private final TestUsers users;

    HarvestSeason(SampleVillages villages, TestUsers users) {
        this.villages = villages;
        this.users = users;
    }

    /**
     * A contract on three fields of 30.00 mu (two metres between them): 120 yuan a mu alone, 100 in the bundle, 5 for the village.
     *
     * @param orders of the fields, from west to east
     */
    public record Season(SampleVillage village, String providerId, String machineId, String contractId,
            List<String> orders, ApiClient county, ApiClient clerk, ApiClient provider) {

        public ApiClient.Answer upload(String fileName, byte[] file, Map<String, String> fields) {
            return HarvestSeason.upload(provider, machineId, fileName, file, fields);
        }

        /** Works a field from its western edge on and expects the track to be taken. */
        public JsonNode work(int farm, double share) {
            ApiClient.Answer answer = upload("day" + farm + ".csv", drive(farm, share),
                    Map.of("workOrderId", orders.get(farm)));
            if (answer.status() != 201) {
                throw new AssertionError(answer);
            }
            return answer.json();
        }

        public JsonNode measured(int farm) {
            return clerk.fetch("/work-orders/" + orders.get(farm) + "/measured-work");
        }

        public String status(int farm) {
            return clerk.fetch("/work-orders/" + orders.get(farm)).path("status").asString();
        }
    }

    public Season begin() {
        SampleVillage village = villages.make(GAP_METERS, GAP_METERS);
        return begin(village, villages.provider(village));
    }

    /** The same in a village that is there already. */
    public Season begin(SampleVillage village) {
        return begin(village, villages.provider(village));
    }

    /** The same at other prices than 120 and 100 yuan a mu. */
    public Season begin(long singleFenPerMu, long bundleFenPerMu) {
        SampleVillage village = villages.make(GAP_METERS, GAP_METERS);
        String providerId = villages.provider(village);
        ApiClient.Answer answer = users.office(Role.COUNTY, village.county()).put(
                "/providers/" + providerId + "/prices", Map.of("validFrom", "2026-02-01", "prices",
                        List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", singleFenPerMu),
                                Map.of("operation", "HARVEST", "minAreaMu", 50, "fenPerMu", bundleFenPerMu))),
                2);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return begin(village, providerId);
    }

    private Season begin(SampleVillage village, String providerId) {
        String contractId = villages.signedContract(village, villages.closedBundle(village), providerId);
        ApiClient provider = users.provider(UUID.fromString(providerId));
        String machineId = provider.create("/machines", Map.of("name", "一号机", "kind", "收割机", "widthMeters",
                WIDTH_METERS, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0,
                "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
        List<JsonNode> orders = provider.fetch("/work-orders?contract=" + contractId).path("items").valueStream()
                .toList();
        List<String> ordered = village.farms().stream().map(farm -> orders.stream()
                .filter(order -> order.path("fieldId").asString().equals(farm.fieldId().toString()))
                .map(order -> order.path("id").asString()).findFirst().orElseThrow()).toList();
        return new Season(village, providerId, machineId, contractId, ordered,
                users.office(Role.COUNTY, village.county()), users.office(Role.VILLAGE, village.code()), provider);
    }

    public static ApiClient.Answer upload(ApiClient client, String machineId, String fileName, byte[] file,
            Map<String, String> fields) {
        List<ApiClient.Part> parts = new ArrayList<>();
        parts.add(ApiClient.Part.file("file", fileName, file));
        parts.add(ApiClient.Part.field("machineId", machineId));
        fields.forEach((name, value) -> parts.add(ApiClient.Part.field(name, value)));
        return client.upload("/tracks", parts);
    }

    /** Passes from south to north and back over the western part of a field, as a CSV. */
    public static byte[] drive(int farm, double share) {
        return drive(farm * (FIELD_METERS + GAP_METERS), share,
                Instant.parse("2026-07-15T00:00:00Z").plusSeconds(farm * 7200L));
    }

    /** The same over a field whose western edge lies elsewhere, at another time. */
    public static byte[] drive(double west, double share, Instant begin) {
        return drive(west, share, begin, 20, 10);
    }

    /**
     * @param steps       of three seconds each on a pass
     * @param turnSeconds from one pass to the next; shorter than a few steps, a turn can be seen as one
     */
    public static byte[] drive(double west, double share, Instant begin, int steps, int turnSeconds) {
        StringBuilder csv = new StringBuilder("time,lon,lat,work,width\n");
        LocalPlane plane = LocalPlane.at(110, 27.8);
        Coordinate at = new Coordinate();
        long seconds = begin.getEpochSecond();
        int passes = (int) Math.round(PASSES * share);
        for (int pass = 0; pass < passes; pass++) {
            double x = west + (pass + 0.5) * WIDTH_METERS;
            for (int i = 0; i <= steps; i++) {
                // The tool goes down a metre before the field: a change of state counts from the middle of its step. The way
                // from one pass to the next is no work.
                double along = i == 0 ? -3 : -2 + (i - 1) / (steps - 1.0) * (LENGTH_METERS + 4);
                plane.toLonLat(x, pass % 2 == 0 ? along : LENGTH_METERS - along, at);
                csv.append(String.format(Locale.ROOT, "%s,%.8f,%.8f,%d,%.2f%n", Instant.ofEpochSecond(seconds), at.x,
                        at.y, i == 0 ? 0 : 1, WIDTH_METERS));
                seconds += i == steps ? turnSeconds : 3;
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
