package org.siji.platform.demand;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Last season's needs copied, printed for signing, signed, and only then bundled for good. */
@SijiIntegrationTest
class NeedSheetsTest {

    private static final byte[] PNG = Base64.getDecoder().decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> copy(SampleVillage village, List<String> needs) {
        return Map.of("villageCode", village.code(), "fromSeason", 2026, "toSeason", 2027, "needIds", needs);
    }

    @Test
    void lastSeasonsNeedsAreCopiedWithWhatIsDifferent() {
        SampleVillage village = villages.make(2, 2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> ids = village.farms().stream()
                .map(farm -> clerk.create("/needs", SampleVillages.harvest(farm)).path("id").asString()).toList();
        jdbc.sql("update field_version set valid_to = date '2026-08-01' where field_id = :id")
                .param("id", village.farms().get(1).fieldId()).update();
        jdbc.sql("update field_cultivator set cultivator_id = :other where field_id = :id")
                .param("other", village.farms().get(0).cultivatorId()).param("id", village.farms().get(2).fieldId())
                .update();
        Map<String, Object> entered = new HashMap<>(SampleVillages.harvest(village.farms().get(3)));
        entered.putAll(Map.of("season", 2027, "windowFrom", "2027-07-15", "windowTo", "2027-07-16"));
        clerk.create("/needs", entered);
        JsonNode preview = clerk.fetch("/need-copies?village=" + village.code() + "&from=2026&to=2027");
        assertThat(preview.path("households").findValuesAsString("change")).containsExactly("NONE", "FIELD_GONE",
                "HOLDER_CHANGED", "ALREADY_ENTERED");
        assertThat(preview.path("households").get(0).path("lines").get(0).path("windowFrom").asString())
                .isEqualTo("2027-07-10");
        assertThat(clerk.post("/need-copies", copy(village, ids)).problemsWithPaths())
                .containsExactly("need.field-gone @ needIds[1]");
        List<String> chosen = List.of(ids.get(0), ids.get(2));
        assertThat(clerk.create("/need-copies", copy(village, chosen)).path("ids").size()).isEqualTo(2);
        assertThat(clerk.post("/need-copies", copy(village, chosen)).problems()).containsExactly("need.duplicate",
                "need.duplicate");
        assertThat(clerk.post("/need-copies", copy(village, List.of(UUID.randomUUID().toString()))).problems())
                .containsExactly("need-copy.gone");
        assertThat(users.office(Role.VILLAGE, village.otherCode()).post("/need-copies", copy(village, chosen)).status())
                .isEqualTo(404);
    }

    @Test
    void anUnconfirmedNeedIsConfirmedBeforeItsBundleIsClosed() {
        SampleVillage village = villages.make();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> need = new HashMap<>(SampleVillages.harvest(village.farms().getFirst()));
        need.put("confirmation", Map.of("kind", "UNCONFIRMED"));
        String id = clerk.create("/needs", need).path("id").asString();
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(id))).path("id").asString();
        assertThat(clerk.post("/bundles/" + bundle + "/close", null).problems()).containsExactly("bundle.unconfirmed");
        assertThat(clerk.post("/needs/" + id + "/confirm", Map.of("kind", "SELF")).problems())
                .containsExactly("need.confirmation-needed");
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.create("/needs/" + id + "/confirm", Map.of()).path("confirmation").path("kind").asString())
                .isEqualTo("SELF");
        assertThat(clerk.post("/needs/" + id + "/confirm", Map.of("kind", "PHOTO")).problems())
                .containsExactly("need.confirmed-already");
        clerk.create("/bundles/" + bundle + "/close", null);
    }

    @Test
    void aPrintedSheetLeadsToItsHouseholdAndItsPhotoConfirms() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> request = Map.of("villageCode", village.code(), "season", 2026);
        JsonNode sheets = clerk.create("/need-sheets", request).path("sheets");
        assertThat(sheets.size()).isEqualTo(2);
        JsonNode sheet = sheets.get(0);
        assertThat(sheet.path("name").asString()).isEqualTo("王**");
        assertThat(sheet.path("code").asString()).hasSize(22);
        assertThat(sheet.path("fields").get(0).path("name").asString()).isEqualTo("田1");
        assertThat(clerk.create("/need-sheets", request).path("sheets").get(0).path("code"))
                .isEqualTo(sheet.path("code"));
        String opened = "/need-sheets/opened?code=" + sheet.path("code").asString();
        assertThat(clerk.fetch(opened).path("householdId").asString())
                .isEqualTo(village.farms().getFirst().householdId().toString());
        assertThat(users.household(village.farms().getFirst().householdId(), village.code()).get(opened).status())
                .isEqualTo(200);
        assertThat(users.household(village.farms().get(1).householdId(), village.code()).get(opened).status())
                .isEqualTo(404);
        assertThat(users.office(Role.VILLAGE, village.otherCode()).get(opened).status()).isEqualTo(404);
        assertThat(users.anonymous().get(opened).status()).isEqualTo(401);
        assertThat(clerk.get("/need-sheets/opened?code=guess").status()).isEqualTo(404);
        String id = sheet.path("id").asString();
        assertThat(clerk.post("/need-sheets/" + id + "/signed", null).problems())
                .containsExactly("need-sheet.no-evidence");
        ApiClient.Answer photo = clerk.upload("/evidence",
                List.of(Part.file("file", "sheet.png", PNG),
                        Part.field("id", UUID.randomUUID().toString()), Part.field("subjectType", "need-sheets"),
                        Part.field("subjectId", id), Part.field("kind", "PHOTO")));
        assertThat(photo.status() / 100).as(new String(photo.body(), StandardCharsets.UTF_8)).isEqualTo(2);
        assertThat(clerk.post("/need-sheets/" + id + "/signed", null).problems())
                .containsExactly("need-sheet.nothing-to-confirm");
        Map<String, Object> need = new HashMap<>(SampleVillages.harvest(village.farms().getFirst()));
        need.put("confirmation", Map.of("kind", "UNCONFIRMED"));
        clerk.create("/needs", need);
        assertThat(clerk.create("/need-sheets/" + id + "/signed", null).path("confirmed").asInt()).isEqualTo(1);
        JsonNode confirmed = clerk.fetch("/needs").path("items").get(0).path("confirmation");
        assertThat(confirmed.path("kind").asString()).isEqualTo("SIGNATURE");
        assertThat(confirmed.path("note").asString()).contains(sheet.path("code").asString());
    }
}
