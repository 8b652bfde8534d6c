package org.siji.platform.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleHousehold;
import org.siji.sample.SampleParcel;

import tools.jackson.databind.JsonNode;

/**
 * Land that others farm: the large grower pays his rent in grain at a dated price, a trustee farms for a household that is never
 * worse off than its guarantee, and a field that a household gives up finds somebody who works it.
 */
final class LandDeals {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int RENT_MONTH = 10;
    private static final int RENT_DAY = 28;
    private static final long GRAMS_PER_MU = 150_000;
    private static final long FEN_PER_KG = 272;
    private static final long GUARANTEE_FEN_PER_MU = 45_000;
    private static final long TRUSTEE_FEE_FEN_PER_MU = 6_000;
    private static final long INCOME_FEN_PER_MU = 110_000;
    private static final long COST_FEN_PER_MU = 74_000;
    private static final long IDLE_RENT_FEN_PER_MU = 32_000;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Story story;

    LandDeals(SampleCounty sample, People people, CountySetup setup, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
        this.story = story;
    }

    /** In the words of the agreement: 150 kg of rice for each mu, at the county's price on 28 October. */
    static Map<String, Object> rentInGrain(Progress progress) {
        return Map.of("gramsPerMu", GRAMS_PER_MU, "grain", progress.text("demo.grain"), "dueMonth", RENT_MONTH,
                "dueDay", RENT_DAY);
    }

    /** The latest year whose rent is due by today: a season that is played before its autumn owes the year before. */
    private int rentYear() {
        int year = sample.season().harvestFrom().getYear();
        LocalDate today = LocalDate.now(FARM_ZONE);
        return today.isBefore(LocalDate.of(year, RENT_MONTH, RENT_DAY)) ? year - 1 : year;
    }

    void rents() {
        int year = rentYear();
        people.county().post("/grain-prices", Map.of("grain", progress.text("demo.grain"), "fenPerKg", FEN_PER_KG,
                "onDate", LocalDate.of(year, RENT_MONTH, 20).toString(), "source", progress.text("demo.grain-source")));
        String grower = sample.season().largeGrower().cultivatorCode();
        String village = grower.substring(0, 12);
        HttpApi clerk = people.clerk(village);
        JsonNode billed = clerk.post("/transfers/rents", Map.of("village", village, "year", year));
        long households = sample.villages().stream().filter(one -> one.code().equals(village))
                .flatMap(one -> one.transfers().stream()).map(lease -> lease.lessorHouseholdCode()).distinct().count();
        story.tell("grower", "name", growerName(), "leases", billed.path("billed").asInt(), "households", households,
                "kilogramsPerMu", GRAMS_PER_MU / 1000, "priceFen", FEN_PER_KG, "rentFen",
                billed.path("billedFen").asLong(), "year", year);
    }

    String growerName() {
        String code = sample.season().largeGrower().cultivatorCode();
        return sample.villages().stream().flatMap(village -> village.cultivators().stream())
                .filter(one -> one.code().equals(code)).findFirst().orElseThrow().name();
    }

    /** The family of the large grower, as which he signs in. */
    SampleHousehold growerFamily() {
        String code = sample.season().largeGrower().cultivatorCode();
        String family = sample.villages().stream().flatMap(village -> village.cultivators().stream())
                .filter(one -> one.code().equals(code)).findFirst().orElseThrow().householdCode();
        return sample.households().stream().filter(one -> one.code().equals(family)).findFirst().orElseThrow();
    }

    private List<SampleField> wholeFieldsOf(String householdCode) {
        return sample.fields().stream().filter(field -> field.kind() == SampleField.Kind.WHOLE_PARCEL
                && field.cultivatorCode().equals(householdCode)).toList();
    }

    /** A poor year: what the trustee made of the land is less than what he has promised, so the household gets its guarantee. */
    void trusteeship(String householdCode, String providerCode) {
        int year = sample.season().harvestFrom().getYear();
        HttpApi clerk = people.clerk(householdCode.substring(0, 12));
        List<SampleField> fields = wholeFieldsOf(householdCode);
        String path = "/trusteeships/" + clerk.post("/trusteeships",
                Map.of("householdId", setup.householdId(householdCode), "trusteeKind", "PROVIDER", "trusteeId",
                        setup.providerId(providerCode), "scope", "ALL", "fieldIds",
                        fields.stream().map(field -> setup.fieldId(field.id())).toList(), "validFrom", year + "-01-01",
                        "validTo", year + 1 + "-01-01", "feeFenPerMu", TRUSTEE_FEE_FEN_PER_MU, "guaranteeFenPerMu",
                        GUARANTEE_FEN_PER_MU))
                .path("id").asString();
        long centimu = clerk.get(path + "/result?season=" + year).path("areaCentimu").asLong();
        book(clerk, path, year, "INCOME", centimu * INCOME_FEN_PER_MU / 100);
        book(clerk, path, year, "COST", centimu * COST_FEN_PER_MU / 100);
        JsonNode result = clerk.post(path + "/result", Map.of("season", year));
        story.tell("trustee", "mu", centimu / 100.0, "actualFen", result.path("actualFen").asLong(), "guaranteeFen",
                result.path("guaranteeFen").asLong(), "payFen", result.path("payFen").asLong(), "differenceFen",
                result.path("differenceFen").asLong());
    }

    private void book(HttpApi clerk, String path, int year, String direction, long fen) {
        clerk.post(path + "/bookings", Map.of("season", year, "direction", direction, "amountFen", fen, "purpose",
                progress.text("demo.trustee." + direction), "evidence", progress.text("demo.payment")));
    }

    /** The household says that it will not farm one of its fields next year; the village offers it, the large grower takes it. */
    void idleLand(String householdCode) {
        int next = sample.season().harvestFrom().getYear() + 1;
        HttpApi clerk = people.clerk(householdCode.substring(0, 12));
        SampleField field = wholeFieldsOf(householdCode).stream().filter(one -> isHeldAlone(one, householdCode))
                .findFirst().orElseThrow();
        HttpApi household = people.findHousehold(householdCode).orElseThrow();
        String idle = household.post("/idle-land", Map.of("fieldId", setup.fieldId(field.id()), "season", next,
                "reason", progress.text("demo.idle.why"))).path("id").asString();
        clerk.post("/idle-land/" + idle + "/offer", Map.of("as", "TRANSFER", "words", progress.text("demo.idle.offer"),
                "until", LocalDate.now(FARM_ZONE).plusDays(20).toString()));
        HttpApi grower = people.findHousehold(growerFamily().code()).orElseThrow();
        JsonNode wish = grower.post("/land-offers/" + idle + "/interests", Map.of("kind", "TRANSFER", "fenPerMu",
                IDLE_RENT_FEN_PER_MU, "words", progress.text("demo.idle.wish")));
        clerk.post("/land-interests/" + wish.path("id").asString() + "/answer",
                Map.of("accept", true, "answer", progress.text("demo.idle.yes")));
        clerk.post("/transfers", Map.of("parcelCode", field.parcelCodes().getFirst(), "fromHouseholdCode",
                householdCode, "toCultivatorId", setup.cultivatorId(sample.season().largeGrower().cultivatorCode()),
                "kind", "LEASE", "validFrom", next + "-01-01", "validTo", next + 5 + "-01-01", "rent",
                Map.of("fenPerMu", IDLE_RENT_FEN_PER_MU, "dueMonth", RENT_MONTH, "dueDay", RENT_DAY), "idleLandId",
                idle));
        story.tell("idle", "field", field.name(), "rentPerMuFen", IDLE_RENT_FEN_PER_MU, "taker", growerName());
    }

    private boolean isHeldAlone(SampleField field, String householdCode) {
        SampleParcel parcel = sample.parcels().stream()
                .filter(one -> one.code().equals(field.parcelCodes().getFirst())).findFirst().orElseThrow();
        return parcel.tenures().size() == 1 && parcel.tenures().getFirst().householdCode().equals(householdCode);
    }
}
