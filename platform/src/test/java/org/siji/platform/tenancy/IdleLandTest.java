package org.siji.platform.tenancy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Ids;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Idle land from its finding to the agreement with who asked for it. */
@SijiIntegrationTest
class IdleLandTest {

    private static final Map<String, Object> OFFER = Map.of("as", "EITHER", "words", "水田，机耕路边，可种双季", "until",
            "2099-12-31");

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    LandOfVillage land;

    /** Four farms: rice grows on the first, a harvest is wanted on the second, nobody farms the third, nothing is known of the fourth. */
    private final class Idle {
        final SampleVillage village = villages.make(1, 1, 1);
        final ApiClient clerk = users.office(Role.VILLAGE, village.code());
        final String parcel = land.parcel(village, farm(2), 1, "12.00");

        Farm farm(int number) {
            return village.farms().get(number);
        }

        void recordSeason() {
            clerk.create("/crop-seasons/bulk",
                    Map.of("season", 2026, "items", List.of(Map.of("fieldId", farm(0).fieldId(), "crop", "水稻"))));
            clerk.create("/needs/bulk", Map.of("items", List.of(SampleVillages.harvest(farm(1)))));
        }

        void leave(int number) {
            jdbc.sql("update field_cultivator set valid_to = date '2025-01-01' where field_id = :field")
                    .param("field", farm(number).fieldId()).update();
        }

        JsonNode search() {
            return clerk.create("/idle-land/search", Map.of("season", 2026));
        }

        JsonNode list(String more) {
            return clerk.fetch("/idle-land?season=2026" + more).path("items");
        }

        String idOf(int number) {
            return list("").valueStream()
                    .filter(one -> one.path("land").path("fieldId").asString()
                            .equals(farm(number).fieldId().toString()))
                    .findFirst().orElseThrow().path("id").asString();
        }

        /** A large grower of the household, as whom it asks for land. */
        UUID grower(int number) {
            UUID id = Ids.next();
            jdbc.sql("""
                    insert into cultivator (id, kind, village_code, household_id, name_enc)
                    select :id, 'LARGE_GROWER', v.village_code, v.household_id, v.head_name_enc
                    from household_version v where v.household_id = :household""").param("id", id)
                    .param("household", farm(number).householdId()).update();
            return id;
        }
    }

    @Test
    void whatNobodyWorksIsFoundOnceAndClosedWhenSomebodyDoes() {
        Idle idle = new Idle();
        idle.leave(2);
        // A village that has recorded nothing yet: only what nobody is registered on.
        JsonNode early = idle.search();
        assertThat(early.path("nothingRecorded").asBoolean()).isTrue();
        assertThat(early.path("found").asInt()).isEqualTo(1);
        idle.recordSeason();
        JsonNode searched = idle.search();
        assertThat(searched.path("fields").asInt()).isEqualTo(4);
        assertThat(searched.path("used").asInt()).isEqualTo(2);
        assertThat(searched.path("found").asInt()).isEqualTo(1);
        assertThat(idle.search().path("found").asInt()).isZero();
        assertThat(idle.list("&ground=NO_CULTIVATOR")).hasSize(1);
        JsonNode nobody = idle.list("&ground=NO_CULTIVATOR").path(0);
        assertThat(nobody.path("holders").path(0).path("parcelCode").asString()).isEqualTo(idle.parcel);
        assertThat(nobody.path("geometry").path("type").asString()).isEqualTo("Polygon");
        assertThat(idle.list("&ground=NO_CROP").path(0).path("land").path("fieldName").asString()).isEqualTo("田4");
        // A neighbour village and a household see nothing of it.
        assertThat(users.office(Role.VILLAGE, idle.village.otherCode()).get("/idle-land/" + idle.idOf(2)).status())
                .isEqualTo(404);
        JsonNode totals = users.office(Role.COUNTY, idle.village.county()).fetch("/idle-land/villages?season=2026");
        assertThat(totals.path(0).path("found").asInt()).isEqualTo(2);
        idle.clerk.create("/crop-seasons/bulk",
                Map.of("season", 2026, "items", List.of(Map.of("fieldId", idle.farm(3).fieldId(), "crop", "油菜"))));
        assertThat(idle.search().path("backInUse").asInt()).isEqualTo(1);
        assertThat(idle.clerk.fetch("/idle-land/" + idle.idOf(3)).path("events")).hasSize(2);
    }

    @Test
    void aHouseholdDeclaresItsFieldAndTheOfficeSaysWhyItIsNotIdle() {
        Idle idle = new Idle();
        ApiClient household = users.household(idle.farm(0).householdId(), idle.village.code());
        Map<String, Object> words = Map.of("fieldId", idle.farm(0).fieldId(), "season", 2026, "reason", "外出务工，今年不种");
        assertThat(household.create("/idle-land", words).path("ground").asString()).isEqualTo("DECLARED");
        assertThat(users.household(idle.farm(1).householdId(), idle.village.code()).post("/idle-land", words).status())
                .isEqualTo(404);
        String path = "/idle-land/" + idle.idOf(0);
        assertThat(idle.clerk.post(path + "/not-idle", Map.of("reason", " ")).problems()).isNotEmpty();
        JsonNode cleared = idle.clerk.create(path + "/not-idle", Map.of("reason", "看过了，种着油菜", "crop", "油菜"));
        assertThat(cleared.path("view").path("land").path("status").asString()).isEqualTo("NOT_IDLE");
        assertThat(idle.clerk.fetch("/crop-seasons?season=2026").path("items").path(0).path("crop").path("crop")
                .asString()).isEqualTo("油菜");
        assertThat(idle.clerk.post(path + "/offer", OFFER).problems()).containsExactly("idle.status");
        // What the household says again is looked at again.
        assertThat(household.create("/idle-land", words).path("status").asString()).isEqualTo("FOUND");
    }

    /** A provider sees the offers of its whole county, those of other tests among them. */
    private static JsonNode offered(ApiClient provider, String id) {
        return provider.fetch("/land-offers?limit=1000").path("items").valueStream()
                .filter(one -> one.path("id").asString().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void offeredLandIsAskedForAnsweredAndLeasedToTheGrower() {
        Idle idle = new Idle();
        idle.leave(2);
        idle.search();
        String path = "/idle-land/" + idle.idOf(2);
        ApiClient grower = users.household(idle.farm(0).householdId(), idle.village.code());
        ApiClient provider = users.provider(UUID.fromString(villages.provider(idle.village)));
        String ask = "/land-offers/" + idle.idOf(2) + "/interests";
        Map<String, Object> wish = Map.of("kind", "TRANSFER", "fenPerMu", 45_000, "words", "连片，种双季稻");
        assertThat(grower.post(ask, wish).status()).isEqualTo(404);
        idle.clerk.create(path + "/offer", OFFER);
        UUID large = idle.grower(0);
        JsonNode offers = grower.fetch("/land-offers");
        assertThat(offers.path("items")).hasSize(1);
        assertThat(offers.path("items").path(0).has("holders")).isFalse();
        assertThat(grower.post(ask, Map.of("kind", "TRUSTEESHIP", "fenPerMu", 1, "words", "代管")).problems())
                .containsExactly("interest.trustee");
        String mine = grower.create(ask, wish).path("id").asString();
        assertThat(grower.post(ask, wish).problems()).containsExactly("constraint.land_interest_open");
        String other = provider.create(ask, Map.of("kind", "TRUSTEESHIP", "fenPerMu", 60_000, "words", "全程托管"))
                .path("id").asString();
        assertThat(provider.post("/land-interests/" + mine + "/answer", Map.of("accept", true, "answer", "x"))
                .status()).isEqualTo(403);
        idle.clerk.create("/land-interests/" + mine + "/answer", Map.of("accept", true, "answer", "离得近，种粮"));
        assertThat(idle.clerk.post("/land-interests/" + other + "/answer", Map.of("accept", true, "answer", "也行"))
                .status()).isEqualTo(409);
        idle.clerk.create("/land-interests/" + other + "/answer", Map.of("accept", false, "answer", "先给本村大户"));
        assertThat(offered(provider, idle.idOf(2)).path("mine").path(0).path("answer").asString())
                .isEqualTo("先给本村大户");
        JsonNode draft = idle.clerk.fetch(path).path("draft");
        assertThat(draft.path("parcelCode").asString()).isEqualTo(idle.parcel);
        assertThat(draft.path("toCultivatorId").asString()).isEqualTo(large.toString());
        assertThat(draft.path("fenPerMu").asLong()).isEqualTo(45_000);
        Map<String, Object> lease = new HashMap<>(Map.of("parcelCode", idle.parcel, "fromHouseholdCode",
                idle.village.code() + "010003", "toCultivatorId", idle.farm(1).cultivatorId(), "kind", "LEASE",
                "validFrom", "2026-01-01", "validTo", "2031-01-01", "rent", Map.of("fenPerMu", 45_000), "idleLandId",
                draft.path("idleLandId").asString()));
        assertThat(idle.clerk.post("/transfers", lease).problems()).containsExactly("idle.agreement");
        assertThat(idle.clerk.fetch("/transfers?year=2026").path("items")).isEmpty();
        lease.put("toCultivatorId", large);
        String transfer = idle.clerk.create("/transfers", lease).path("id").asString();
        JsonNode agreed = idle.clerk.fetch(path).path("view").path("land");
        assertThat(agreed.path("status").asString()).isEqualTo("AGREED");
        assertThat(agreed.path("transferId").asString()).isEqualTo(transfer);
    }

    @Test
    void landThatNobodyFarmsIsEntrustedByWhoHoldsIt() {
        Idle idle = new Idle();
        idle.leave(2);
        idle.search();
        String id = idle.idOf(2);
        idle.clerk.create("/idle-land/" + id + "/offer", OFFER);
        String provider = villages.provider(idle.village);
        String interest = users.provider(UUID.fromString(provider)).create("/land-offers/" + id + "/interests",
                Map.of("kind", "TRUSTEESHIP", "fenPerMu", 60_000, "words", "全程托管")).path("id").asString();
        idle.clerk.create("/land-interests/" + interest + "/answer", Map.of("accept", true, "answer", "同意"));
        idle.clerk.create("/idle-land/" + id + "/withdraw", Map.of("reason", "对方没来签"));
        assertThat(offered(users.provider(UUID.fromString(provider)), id).path("mine").path(0)
                .path("status").asString()).isEqualTo("DECLINED");
        idle.clerk.create("/idle-land/" + id + "/offer", OFFER);
        String again = users.provider(UUID.fromString(provider)).create("/land-offers/" + id + "/interests",
                Map.of("kind", "TRUSTEESHIP", "fenPerMu", 65_000, "words", "这次签")).path("id").asString();
        idle.clerk.create("/land-interests/" + again + "/answer", Map.of("accept", true, "answer", "同意"));
        String trust = idle.clerk.create("/trusteeships",
                Map.of("householdId", idle.farm(2).householdId(), "trusteeKind", "PROVIDER", "trusteeId", provider,
                        "scope", "ALL", "fieldIds", List.of(idle.farm(2).fieldId()), "validFrom", "2026-01-01",
                        "validTo", "2028-01-01", "feeFenPerMu", 0, "guaranteeFenPerMu", 65_000, "idleLandId", id))
                .path("id").asString();
        assertThat(idle.clerk.fetch("/idle-land/" + id).path("view").path("land").path("trusteeshipId").asString())
                .isEqualTo(trust);
        // It is worked now: a new search finds nothing there.
        assertThat(idle.search().path("found").asInt()).isZero();
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        Idle idle = new Idle();
        idle.leave(2);
        idle.search();
        String path = "/idle-land/" + idle.idOf(2);
        assertThat(
                idle.clerk.post(path + "/offer", Map.of("as", "EITHER", "until", "2020-01-01", "words", "")).problems())
                .contains("idle.until-past").hasSize(2);
        assertThat(idle.clerk.post("/crop-seasons/bulk", Map.of("season", 2026, "items",
                List.of(Map.of("fieldId", idle.village.other().fieldId(), "crop", "")))).problems())
                .containsExactly("crop.field", "crop.name");
        assertThat(idle.clerk.post("/crop-seasons/bulk", Map.of("season", 2026, "items", List.of())).problems())
                .containsExactly("crop.count");
        assertThat(users.office(Role.COUNTY, idle.village.county()).post("/idle-land/search", Map.of("season", 2026))
                .problems()).containsExactly("tenancy.village");
        idle.clerk.create(path + "/offer", Map.of("as", "TRUSTEESHIP", "words", "只托管", "until",
                "2099-12-31"));
        ApiClient provider = users.provider(UUID.fromString(villages.provider(idle.village)));
        assertThat(provider.post("/land-offers/" + idle.idOf(2) + "/interests",
                Map.of("kind", "TRANSFER", "fenPerMu", -1, "words", "x".repeat(501))).problems())
                .containsExactlyInAnyOrder("interest.kind", "interest.amount", "idle.words");
    }

    @Test
    void aVillagesListOfCropsNamesParcelsAndIsTakenWholeOrNotAtAll() {
        Idle idle = new Idle();
        Map<String, Object> good = Map.of("parcelCode", idle.parcel, "crop", "水稻");
        Map<String, Object> list = Map.of("season", 2026, "items", List.of(good,
                Map.of("parcelCode", idle.village.code() + "0199999", "crop", "玉米")));
        assertThat(idle.clerk.post("/crop-seasons/bulk", list).problems()).containsExactly("crop.parcel");
        assertThat(idle.clerk.fetch("/crop-seasons?season=2026").path("items")).isEmpty();
        Map<String, Object> right = Map.of("season", 2026, "items", List.of(good));
        assertThat(idle.clerk.create("/crop-seasons/bulk", right).path("stored").asInt()).isEqualTo(1);
        assertThat(idle.clerk.create("/crop-seasons/bulk", right).path("known").asInt()).isEqualTo(1);
        assertThat(idle.clerk.fetch("/crop-seasons?season=2026").path("items").path(0).path("fieldName").asString())
                .isEqualTo("田3");
        assertThat(users.office(Role.VILLAGE, idle.village.otherCode()).post("/crop-seasons/bulk", right).problems())
                .containsExactly("crop.parcel");
    }

    @Test
    void aFieldThatIsNoMoreIsNoIdleLandEither() {
        Idle idle = new Idle();
        idle.leave(2);
        idle.search();
        jdbc.sql("update field_version set valid_to = date '2026-01-01' where field_id = :field")
                .param("field", idle.farm(2).fieldId()).update();
        assertThat(idle.search().path("backInUse").asInt()).isEqualTo(1);
        assertThat(idle.list("&status=NOT_IDLE")).hasSize(1);
    }
}
