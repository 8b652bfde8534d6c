package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.registry.TestCounty.Land;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.siji.platform.registry.TestCounty.share;

@SijiIntegrationTest
class ParcelsTest {

    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    FieldRegister fields;
    @Autowired
    PlatformTransactionManager transactionManager;

    @Test
    void aParcelBringsItsFieldFarmedByTheLargestHolder() {
        TestCounty county = new TestCounty(users);
        Family small = county.household("甲一");
        Family large = county.household("乙二");
        Land land = county.parcels(List.of(county.parcelJson(county.nextParcelCode(), county.square(0, 0),
                List.of(share(small.code(), 1, 3), share(large.code(), 2, 3))))).getFirst();
        JsonNode parcel = county.clerk.fetch("/parcels/" + land.id());
        assertThat(parcel.path("tenure").size()).isEqualTo(2);
        assertThat(parcel.path("geodesicSquareMeters").asDouble()).isCloseTo(436, within(4.0));
        assertThat(parcel.path("registeredMu").asDouble()).isEqualTo(0.65);
        JsonNode field = county.clerk.fetch("/fields/" + land.fieldId());
        assertThat(field.path("cultivatorId").asString()).isEqualTo(large.cultivatorId().toString());
        assertThat(field.path("cultivatorNameMasked").asString()).isEqualTo("乙*");
        assertThat(field.path("parcels").path(0).path("code").asString()).isEqualTo(land.code());
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2026, 5, 1))).contains(large.cultivatorId());
        assertThat(fields.listFieldsOfVillage(county.village)).hasSize(1);
        assertThat(fields.getField(land.fieldId()).groupCode()).isEqualTo(county.village + "01");
    }

    @Test
    void everythingWrongWithAListIsSaidAtOnceAndNothingIsStored() {
        TestCounty county = new TestCounty(users);
        Family here = county.household("甲");
        Family there = county.household(county.otherVillage, "乙");
        String code = county.nextParcelCode();
        List<Map<String, Object>> parcels = List.of(
                county.parcelJson(code, county.square(0, 0), List.of(share(here.code(), 1, 1))),
                county.parcelJson(code, county.square(1, 0), null),
                county.parcelJson(county.nextParcelCode(), county.bowTie(), null),
                county.parcelJson(county.nextParcelCode(), county.square(2, 0),
                        List.of(share(here.code(), 99, 100))),
                county.parcelJson(county.nextParcelCode(), county.square(3, 0), List.of(share(there.code(), 1, 1))),
                county.parcelJson("999999001001010000" + "1", county.square(4, 0), null),
                county.parcelJson("1", TestCounty.polygon(200, 10, 201, 11), null));
        ApiClient.Answer answer = county.officer.post("/parcels/bulk", parcels);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problemsWithPaths()).containsExactly("parcel.duplicate @ [1].code",
                "geometry.self-crossing @ [2].geometry", "tenure.share-sum @ [3].tenure",
                "tenure.other-village @ [4].tenure[0].householdCode", "region.outside @ [5].code",
                "geometry.range @ [6].geometry", "parcel.code @ [6].code");
        assertThat(answer.json().path("problems").path(2).path("message").asString())
                .isEqualTo("各户份额加起来是 99/100，应正好等于 1");
        assertThat(county.officer.fetch("/parcels").path("items").size()).isZero();
        assertThat(county.officer.post("/parcels/bulk", List.of(Map.of("code", code, "geometry",
                Map.of("type", "Point", "coordinates", List.of(1, 2))))).status()).isEqualTo(400);
    }

    @Test
    void theDatabaseItselfRefusesSharesThatAreNotOne() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        TransactionTemplate transaction = new TransactionTemplate(transactionManager);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
            jdbc.sql("update tenure set recorded_until = now() where parcel_id = :p").param("p", land.id()).update();
            jdbc.sql("""
                    insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, recorded_by)
                    select gen_random_uuid(), parcel_id, household_id, village_code, 33333333333333333,
                        100000000000000000, valid_from, 'x'
                    from tenure, generate_series(1, 3) where parcel_id = :p""").param("p", land.id()).update();
        })).rootCause().hasMessageStartingWith("ERROR: shares of parcel " + land.id()
                + " on 2026-01-01 add up to 99999999999999999/100000000000000000");
    }

    @Test
    void tenureChangesFromADayOnAndTheSecondEditorHearsOfTheFirst() {
        TestCounty county = new TestCounty(users);
        Family old = county.household("甲");
        Family heir = county.household("乙");
        Land land = county.parcel(old, 0, 0);
        String path = "/parcels/" + land.id() + "/tenure";
        Map<String, Object> change = Map.of("validFrom", "2026-06-01", "shares",
                List.of(share(old.code(), 1, 3), share(heir.code(), 2, 3)));
        assertThat(county.clerk.put(path, Map.of("shares", List.of(share(heir.code(), 99, 100))), 1).problems())
                .containsExactly("tenure.share-sum");
        assertThat(county.clerk.put(path, change, 1).status()).isEqualTo(200);
        assertThat(county.clerk.put(path, change, 1).problems()).containsExactly("edit.conflict");
        JsonNode tenure = county.clerk.fetch("/parcels/" + land.id()).path("tenure");
        assertThat(tenure.size()).isEqualTo(3);
        assertThat(tenure.path(0).path("validTo").asString()).isEqualTo("2026-06-01");
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2026, 5, 31))).contains(old.cultivatorId());
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2026, 6, 1))).contains(heir.cultivatorId());
    }

    @Test
    void aLeaseMovesTheFieldForItsTimeAndNotTheRight() {
        TestCounty county = new TestCounty(users);
        Family lessor = county.household("甲");
        Family other = county.household("乙");
        Land land = county.parcel(lessor, 0, 0);
        String grower = county.clerk.create("/cultivators",
                Map.of("kind", "LARGE_GROWER", "name", "周大户", "villageCode", county.village)).path("id").asString();
        Map<String, Object> lease = Map.of("parcelCode", land.code(), "fromHouseholdCode", lessor.code(),
                "toCultivatorId", grower, "kind", "LEASE", "validFrom", "2026-03-01", "validTo", "2029-03-01",
                "rentFenPerMuYear", 60000);
        Map<String, Object> wrong = Map.of("parcelCode", land.code(), "fromHouseholdCode", other.code(),
                "toCultivatorId", other.id(), "kind", "LEASE", "validFrom", "2029-03-01", "validTo", "2026-03-01",
                "rentFenPerMuYear", -1);
        assertThat(county.clerk.post("/transfers/bulk", List.of(lease, wrong)).problemsWithPaths()).containsExactly(
                "transfer.days @ [1].validTo", "transfer.rent @ [1].rentFenPerMuYear",
                "cultivator.unknown @ [1].toCultivatorId", "transfer.not-holder @ [1].fromHouseholdCode");
        assertThat(county.clerk.post("/transfers/bulk", List.of(lease)).status()).isEqualTo(201);
        ApiClient.Answer again = county.clerk.post("/transfers/bulk", List.of(lease));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problems()).containsExactly("constraint.transfer_once");
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2026, 2, 28))).contains(lessor.cultivatorId());
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2028, 1, 1)))
                .hasValueSatisfying(one -> assertThat(one.toString()).isEqualTo(grower));
        assertThat(fields.findCultivatorOf(land.fieldId(), LocalDate.of(2029, 3, 1))).contains(lessor.cultivatorId());
        assertThat(county.clerk.fetch("/parcels/" + land.id()).path("tenure").path(0).path("householdCode").asString())
                .isEqualTo(lessor.code());
    }

    @Test
    void manyParcelsBecomeOneFieldAndTheirOwnFieldsEnd() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        List<Land> lands = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lands.add(county.parcel(family, i, 0));
        }
        Map<String, Object> strip = TestCounty.polygon(corner(county, lands.getFirst(), 0),
                corner(county, lands.getFirst(), 1), corner(county, lands.getLast(), 2),
                corner(county, lands.getLast(), 3));
        Map<String, Object> merged = Map.of("villageCode", county.village, "name", "连片", "geometry", strip,
                "parcelCodes", lands.stream().map(Land::code).toList(), "cultivatorId", family.cultivatorId(),
                "validFrom", "2026-03-01");
        JsonNode made = county.clerk.create("/fields", merged);
        assertThat(made.path("parcels").size()).isEqualTo(3);
        assertThat(county.clerk.fetch("/fields").path("items").size()).isEqualTo(1);
        assertThat(county.clerk.fetch("/fields/" + lands.getFirst().fieldId()).path("validTo").asString())
                .isEqualTo("2026-03-01");
        assertThat(county.clerk.fetch("/fields?cultivator=" + family.cultivatorId()).path("items").path(0).path("id")
                .asString()).isEqualTo(made.path("id").asString());
        Map<String, Object> bite = Map.of("villageCode", county.village, "geometry", county.square(0, 0), "parcelCodes",
                List.of(lands.getFirst().code()), "cultivatorId", family.cultivatorId(), "validFrom", "2026-04-01");
        assertThat(county.clerk.post("/fields", bite).problems()).containsExactly("field.taken");
    }

    private static double corner(TestCounty county, Land land, int which) {
        JsonNode ring = county.clerk.fetch("/parcels/" + land.id()).path("geometry").path("coordinates").path(0);
        return ring.path(which < 2 ? 0 : 2).path(which % 2).asDouble();
    }

    @Test
    void aFieldCannotLieOnAnotherVillagesParcel() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        Map<String, Object> field = Map.of("villageCode", county.otherVillage, "geometry", county.square(5, 5),
                "parcelCodes", List.of(land.code(), "1"), "cultivatorId", land.id());
        assertThat(county.officer.post("/fields", field).problemsWithPaths()).containsExactly(
                "cultivator.unknown @ cultivatorId", "field.other-village @ parcelCodes[0]",
                "parcel.unknown @ parcelCodes[1]");
        assertThat(county.clerk.post("/fields", field).status()).isEqualTo(404);
        Map<String, Object> beside = Map.of("villageCode", county.village, "geometry", county.square(5, 5),
                "parcelCodes", List.of(land.code()), "cultivatorId", family.cultivatorId());
        assertThat(county.clerk.post("/fields", beside).problems()).containsExactly("field.off-parcel");
    }

    @Test
    void aHouseholdSeesItsOwnLandOnly() {
        TestCounty county = new TestCounty(users);
        Family mine = county.household("甲");
        Family neighbour = county.household("乙");
        Land land = county.parcel(mine, 0, 0);
        Land other = county.parcel(neighbour, 1, 0);
        ApiClient self = county.as(mine);
        assertThat(self.fetch("/parcels").path("items").size()).isEqualTo(1);
        assertThat(self.fetch("/fields").path("items").size()).isEqualTo(1);
        assertThat(self.get("/parcels/" + land.id()).status()).isEqualTo(200);
        assertThat(self.get("/parcels/" + other.id()).status()).isEqualTo(404);
        assertThat(self.get("/fields/" + other.fieldId()).status()).isEqualTo(404);
        assertThat(self.post("/parcels/bulk", List.of()).problems()).containsExactly("access.role");
        assertThat(county.officer.fetch("/parcels?bbox=0,0,1,1").path("items").size()).isZero();
        assertThat(county.officer.get("/parcels?bbox=1,2,3").problems()).containsExactly("bbox");
        assertThat(county.officer.fetch("/parcels?q=" + land.code()).path("items").size()).isEqualTo(1);
    }

    @Test
    void theSameSubmitTwiceMakesOneParcel() {
        TestCounty county = new TestCounty(users);
        List<Map<String, Object>> parcels = List
                .of(county.parcelJson(county.nextParcelCode(), county.square(0, 0), null));
        Map<String, String> key = Map.of("Idempotency-Key", county.village + "-first");
        ApiClient.Answer first = county.clerk.send("POST", "/parcels/bulk", parcels, key);
        ApiClient.Answer second = county.clerk.send("POST", "/parcels/bulk", parcels, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isEqualTo(1);
        assertThat(county.clerk.post("/parcels/bulk", parcels).problems()).containsExactly("parcel.duplicate");
    }

    @Test
    void listsArePagedByCursor() {
        TestCounty county = new TestCounty(users);
        List<Map<String, Object>> parcels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            parcels.add(county.parcelJson(county.nextParcelCode(), county.square(i, 1), null));
        }
        county.parcels(parcels);
        JsonNode first = county.clerk.fetch("/parcels?limit=3");
        JsonNode rest = county.clerk.fetch("/parcels?limit=3&cursor=" + first.path("next").asString());
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(rest.path("items").size()).isEqualTo(2);
        assertThat(rest.path("next").isNull()).isTrue();
    }
}
