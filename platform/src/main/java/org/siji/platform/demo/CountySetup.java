package org.siji.platform.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.siji.sample.SampleCounty;
import org.siji.sample.SampleCultivator;
import org.siji.sample.SampleField;
import org.siji.sample.SampleHousehold;
import org.siji.sample.SampleMachine;
import org.siji.sample.SampleParcel;
import org.siji.sample.SampleProvider;
import org.siji.sample.SampleVillage;

import tools.jackson.databind.JsonNode;

/** Brings the sample county into the register, the way a county's offices would: in lists, place by place. */
final class CountySetup {

    private static final int BATCH = 500;
    private static final String REGISTERED_SINCE = "2017-06-01";

    private final SampleCounty sample;
    private final People people;
    private final Progress progress;
    private final Map<String, String> fieldIds = new HashMap<>();
    private final Map<String, String> householdIds = new HashMap<>();
    private final Map<String, String> cultivatorIds = new HashMap<>();
    private final Map<String, String> providerIds = new HashMap<>();
    private final Map<String, String> machineIds = new HashMap<>();

    CountySetup(SampleCounty sample, People people, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.progress = progress;
    }

    void run() {
        regions();
        people.hireOffices(sample);
        providers();
        int done = 0;
        for (SampleVillage village : sample.villages()) {
            HttpApi clerk = people.clerk(village.code());
            households(village, clerk);
            cultivators(village, clerk);
            parcels(village, clerk);
            fields(village, clerk);
            done += village.parcels().size();
            progress.step("demo.parcels", done, sample.parcels().size());
        }
    }

    private void regions() {
        List<Map<String, String>> regions = new ArrayList<>();
        regions.add(region(sample.code(), sample.name(), "COUNTY"));
        sample.townships().forEach(township -> regions.add(region(township.code(), township.name(), "TOWNSHIP")));
        for (SampleVillage village : sample.villages()) {
            regions.add(region(village.code(), village.name(), "VILLAGE"));
            village.groups().forEach(group -> regions.add(region(group.code(), group.name(), "GROUP")));
        }
        people.county().post("/regions", regions);
    }

    private static Map<String, String> region(String code, String name, String level) {
        return Map.of("code", code, "name", name, "level", level);
    }

    private void households(SampleVillage village, HttpApi clerk) {
        inBatches(village.households(),
                batch -> clerk.post("/households/bulk", batch.stream().map(CountySetup::household).toList()));
        clerk.forEach("/households?village=" + village.code(), row -> {
            householdIds.put(row.path("code").asString(), row.path("id").asString());
            cultivatorIds.put(row.path("code").asString(), row.path("cultivatorId").asString());
        });
    }

    private static Map<String, Object> household(SampleHousehold household) {
        List<Map<String, Object>> members = household.members().stream().map(member -> Map.<String, Object>of("name",
                member.name(), "idNumber", member.idNumber(), "relation", member.relationCode(), "coOwner",
                member.isCoOwner())).toList();
        return Map.of("code", household.code(), "groupCode", household.issuerCode(), "headName",
                household.head().name(),
                "phone", household.phone(), "idNumber", household.head().idNumber(), "members", members);
    }

    private void cultivators(SampleVillage village, HttpApi clerk) {
        for (SampleCultivator cultivator : village.cultivators()) {
            if (cultivator.kind() == SampleCultivator.Kind.LARGE_GROWER) {
                Map<String, Object> body = new HashMap<>(
                        Map.of("kind", "LARGE_GROWER", "name", cultivator.name(), "villageCode", village.code()));
                if (cultivator.householdCode() != null) {
                    body.put("householdId", householdId(cultivator.householdCode()));
                }
                cultivatorIds.put(cultivator.code(), clerk.post("/cultivators", body).path("id").asString());
            }
        }
    }

    private void parcels(SampleVillage village, HttpApi clerk) {
        inBatches(village.parcels(),
                batch -> clerk.post("/parcels/bulk", batch.stream().map(CountySetup::parcel).toList()).path("items")
                        .forEach(row -> fieldIds.put(row.path("code").asString(), row.path("fieldId").asString())));
        // Forty leases of one grower, each an agreement of its own: rent in grain at a dated price.
        village.transfers().parallelStream()
                .forEach(lease -> clerk.post("/transfers", Map.of("parcelCode", lease.parcelCode(), "fromHouseholdCode",
                        lease.lessorHouseholdCode(), "toCultivatorId", cultivatorId(lease.lesseeCultivatorCode()),
                        "kind", "LEASE", "validFrom", lease.from().toString(), "validTo", lease.to().toString(),
                        "rent", LandDeals.rentInGrain(progress))));
    }

    private static Map<String, Object> parcel(SampleParcel parcel) {
        List<Map<String, Object>> tenure = parcel.tenures().stream()
                .map(part -> Map.<String, Object>of("householdCode", part.householdCode(), "numerator",
                        part.share().numerator(), "denominator", part.share().denominator()))
                .toList();
        return Map.of("code", parcel.code(), "name", parcel.name(), "groupCode", parcel.issuerCode(), "geometry",
                parcel.lonLat(), "registeredMu", parcel.registeredMu(), "surveyedSquareMeters",
                parcel.surveyed().squareMeters(), "tenure", tenure, "validFrom", REGISTERED_SINCE);
    }

    /** Every parcel came with a field of its own; halves and the merged field take their place. */
    private void fields(SampleVillage village, HttpApi clerk) {
        for (SampleField field : village.fields()) {
            if (field.kind() != SampleField.Kind.WHOLE_PARCEL) {
                JsonNode made = clerk.post("/fields",
                        Map.of("villageCode", village.code(), "name", field.name(), "geometry", field.lonLat(),
                                "parcelCodes", field.parcelCodes(), "cultivatorId",
                                cultivatorId(field.cultivatorCode()), "validFrom",
                                sample.season().harvestFrom().getYear() + "-01-01"));
                fieldIds.put(field.id(), made.path("id").asString());
            }
        }
    }

    private void providers() {
        for (SampleProvider provider : sample.providers()) {
            String id = people.county().post("/providers",
                    Map.of("name", provider.name(), "contactName", provider.contactName(), "phone", provider.phone()))
                    .path("id").asString();
            providerIds.put(provider.code(), id);
            people.hireProvider(provider, id);
            HttpApi own = people.provider(provider.code());
            long version = own.get("/providers/" + id).path("version").asLong();
            own.put("/providers/" + id + "/prices",
                    Map.of("validFrom", sample.season().harvestFrom().getYear() + "-01-01", "prices",
                            provider.prices().stream()
                                    .map(price -> Map.of("operation", price.operation().name(), "minAreaMu",
                                            price.fromMu(), "fenPerMu", price.perMu().fen()))
                                    .toList()),
                    version);
            provider.machines().forEach(machine -> machine(own, provider, id, machine));
            people.hireOperator(provider, progress.text("demo.operator"), provider.machines().stream()
                    .map(machine -> machineId(provider.code(), machine.code())).toList());
        }
    }

    private void machine(HttpApi own, SampleProvider provider, String providerId, SampleMachine machine) {
        JsonNode made = own.post("/machines",
                Map.of("providerId", providerId, "name", machine.code() + " " + machine.model(), "kind",
                        machine.kind().name(), "widthMeters", machine.workingWidthMeters(), "rates",
                        List.of(Map.of("operation", machine.operation().name(), "muPerHour", machine.rateMuPerHour())),
                        "depotLon", machine.depotLonDegrees(), "depotLat", machine.depotLatDegrees(), "roadKmh",
                        machine.roadSpeedMetersPerSecond() * 3.6));
        machineIds.put(provider.code() + "/" + machine.code(), made.path("id").asString());
    }

    private interface Batch<T> {
        void send(List<T> batch);
    }

    private static <T> void inBatches(List<T> items, Batch<T> batch) {
        for (int from = 0; from < items.size(); from += BATCH) {
            batch.send(items.subList(from, Math.min(items.size(), from + BATCH)));
        }
    }

    String fieldId(String sampleId) {
        return known(fieldIds, sampleId);
    }

    String householdId(String code) {
        return known(householdIds, code);
    }

    String cultivatorId(String code) {
        return known(cultivatorIds, code);
    }

    String providerId(String code) {
        return known(providerIds, code);
    }

    String machineId(String providerCode, String machineCode) {
        return known(machineIds, providerCode + "/" + machineCode);
    }

    private static String known(Map<String, String> ids, String key) {
        return Objects.requireNonNull(ids.get(key), () -> "no id for " + key);
    }
}
