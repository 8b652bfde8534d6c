package org.siji.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleParcel;
import org.siji.sample.SampleSize;
import org.siji.sample.SampleVillage;

import tools.jackson.databind.JsonNode;

/**
 * A county of four villages with the same number of fields, brought in over the API. The plots are the sample's terraces; since the
 * sample's villages are smaller, several of them are moved side by side to make one.
 */
final class BenchCounty {

    static final String OFFICER = "officer";
    static final String PASSWORD = UUID.randomUUID().toString();
    static final int SEASON = 2026;
    private static final String CODE = SampleCounty.COUNTY_CODE;
    private static final String TOWNSHIP = CODE + "100";
    private static final int VILLAGES = 4;
    private static final int PARCELS_PER_HOUSEHOLD = 7;
    private static final int BATCH = 500;
    private static final double VILLAGE_PITCH_DEGREES = 0.06;
    /** Some meters more than a village of the sample is wide. */
    private static final double CELL_DEGREES = 0.0165;
    private static final int CELLS_PER_ROW = 3;

    private final Api officer;
    private final List<Village> villages = new ArrayList<>();

    /**
     * @param clerk of the village, by username; the password is {@link #PASSWORD}
     * @param box   of its fields, in degrees
     */
    record Village(String code, String clerk, Envelope box, List<Plot> fields) {}

    /** A field and who farms it. */
    record Plot(String fieldId, String cultivatorId) {}

    private BenchCounty(Api officer) {
        this.officer = officer;
    }

    /** @param admin a fresh installation's administrator, with a password of his own */
    static List<Village> make(Api admin, String address, int fieldsPerVillage, long seed) {
        List<SampleVillage> sample = new ArrayList<>();
        SampleCounty.forEachVillage(seed, SampleSize.ofParcels(VILLAGES * fieldsPerVillage), sample::add);
        admin.post("/regions", List.of(region(CODE, "COUNTY"), region(TOWNSHIP, "TOWNSHIP")));
        hire(admin, OFFICER, "COUNTY", CODE);
        BenchCounty county = new BenchCounty(Api.logIn(address, OFFICER, PASSWORD));
        List<List<Ground>> grounds = layOut(sample, fieldsPerVillage);
        for (int village = 0; village < grounds.size(); village++) {
            county.village(village, grounds.get(village));
        }
        return county.villages;
    }

    /** A plot where the benchmark wants it. */
    private record Ground(SampleParcel parcel, Geometry lonLat) {}

    private static List<List<Ground>> layOut(List<SampleVillage> sample, int fieldsPerVillage) {
        List<List<Ground>> villages = new ArrayList<>();
        List<Ground> current = new ArrayList<>();
        double[] tops = new double[CELLS_PER_ROW];
        int cell = 0;
        for (SampleVillage piece : sample) {
            Envelope box = new Envelope();
            piece.parcels().forEach(parcel -> box.expandToInclude(parcel.lonLat().getEnvelopeInternal()));
            for (SampleParcel parcel : piece.parcels()) {
                if (current.size() == fieldsPerVillage) {
                    villages.add(current);
                    current = new ArrayList<>();
                    tops = new double[CELLS_PER_ROW];
                    cell = 0;
                }
                int column = cell % CELLS_PER_ROW;
                int villageColumn = villages.size() % 2;
                int villageRow = villages.size() / 2;
                double east = 109.8 + villageColumn * VILLAGE_PITCH_DEGREES + column * CELL_DEGREES;
                double north = 27.7 + villageRow * VILLAGE_PITCH_DEGREES + tops[column];
                current.add(new Ground(parcel, AffineTransformation
                        .translationInstance(east - box.getMinX(), north - box.getMinY()).transform(parcel.lonLat())));
            }
            tops[cell % CELLS_PER_ROW] += box.getHeight() + 0.0005;
            cell++;
        }
        villages.add(current);
        return villages;
    }

    private void village(int number, List<Ground> ground) {
        String code = TOWNSHIP + (200 + number);
        String group = code + "01";
        String clerk = "clerk" + number;
        officer.post("/regions", List.of(region(code, "VILLAGE"), region(group, "GROUP")));
        hire(officer, clerk, "VILLAGE", code);
        List<Map<String, Object>> households = new ArrayList<>();
        for (int i = 0; i * PARCELS_PER_HOUSEHOLD < ground.size(); i++) {
            households.add(Map.of("code", householdCode(group, i), "groupCode", group, "headName", "户" + i));
        }
        inBatches(households, batch -> officer.post("/households/bulk", batch));
        Map<String, String> cultivators = cultivators(code);
        Envelope box = new Envelope();
        List<Map<String, Object>> parcels = new ArrayList<>();
        for (int i = 0; i < ground.size(); i++) {
            Ground plot = ground.get(i);
            box.expandToInclude(plot.lonLat.getEnvelopeInternal());
            parcels.add(Map.of("code", group + "%05d".formatted(i + 1), "name", plot.parcel.name(), "groupCode", group,
                    "geometry", plot.lonLat, "registeredMu", plot.parcel.registeredMu(), "tenure",
                    List.of(Map.of("householdCode", householdCode(group, i / PARCELS_PER_HOUSEHOLD), "numerator", 1,
                            "denominator", 1)),
                    "validFrom", "2017-06-01"));
        }
        List<Plot> fields = new ArrayList<>();
        inBatches(parcels, batch -> {
            for (JsonNode made : officer.post("/parcels/bulk", batch).path("items")) {
                String household = householdCode(group, fields.size() / PARCELS_PER_HOUSEHOLD);
                fields.add(new Plot(made.path("fieldId").asString(), cultivators.getOrDefault(household, "")));
            }
        });
        villages.add(new Village(code, clerk, box, fields));
    }

    private Map<String, String> cultivators(String village) {
        Map<String, String> cultivators = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = officer.get("/households?limit=1000&village=" + village + cursor);
            page.path("items").forEach(
                    row -> cultivators.put(row.path("code").asString(), row.path("cultivatorId").asString()));
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return cultivators;
    }

    private static String householdCode(String group, int number) {
        return group + "%04d".formatted(number + 1);
    }

    private static Map<String, String> region(String code, String level) {
        return Map.of("code", code, "name", level + " " + code, "level", level);
    }

    private static void hire(Api by, String username, String role, String region) {
        by.post("/users", Map.of("username", username, "password", PASSWORD, "displayName", username, "role", role,
                "regionCode", region));
    }

    private interface Batch<T> {
        void send(List<T> batch);
    }

    private static <T> void inBatches(List<T> items, Batch<T> batch) {
        for (int from = 0; from < items.size(); from += BATCH) {
            batch.send(items.subList(from, Math.min(items.size(), from + BATCH)));
        }
    }
}
