package org.siji.platform.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class HouseholdsTest {

    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    @Test
    void aHouseholdIsMaskedAndFoundByExactNamePhoneAndCode() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("欧阳建国");
        JsonNode detail = county.clerk.fetch("/households/" + family.id());
        assertThat(detail.path("nameMasked").asString()).isEqualTo("欧***");
        assertThat(detail.path("phoneMasked").asString()).isEqualTo("154****0001");
        assertThat(detail.path("idNumberMasked").asString()).isEqualTo("990000**********01");
        assertThat(detail.path("members").path(1).path("nameMasked").asString()).isEqualTo("李**");
        for (String q : List.of("欧阳建国", "15400000001", family.code())) {
            assertThat(county.clerk.fetch("/households?q=" + java.net.URLEncoder.encode(q,
                    java.nio.charset.StandardCharsets.UTF_8)).path("items").path(0).path("id").asString())
                    .isEqualTo(family.id().toString());
        }
        assertThat(county.clerk.fetch("/households?q=nobody").path("items").size()).isZero();
    }

    @Test
    void aScriptInANameStaysAName() {
        TestCounty county = new TestCounty(users);
        String name = "<script>alert('王')</script>'; drop table household; --";
        Family family = county.household(name);
        String path = "/households/" + family.id();
        assertThat(county.clerk.fetch(path).path("nameMasked").asString()).startsWith("<*").doesNotContain("script");
        assertThat(county.clerk.create(path + "/unmask", Map.of("reason", "核对")).path("headName").asString())
                .isEqualTo(name);
        assertThat(county.clerk.fetch("/households?q=" + java.net.URLEncoder.encode(name,
                java.nio.charset.StandardCharsets.UTF_8)).path("items").path(0).path("id").asString())
                .isEqualTo(family.id().toString());
    }

    @Test
    void nothingPersonalLiesReadableInTheDatabase() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("诸葛孔明");
        byte[] stored = jdbc.sql("select head_name_enc from household_version where household_id = :id")
                .param("id", family.id()).query((row, index) -> row.getBytes(1)).single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("诸葛");
    }

    @Test
    void unmaskingNeedsAReasonAndIsLogged() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("王大山");
        String path = "/households/" + family.id() + "/unmask";
        assertThat(county.clerk.post(path, Map.of("reason", " ")).problemsWithPaths())
                .containsExactly("required @ reason");
        assertThat(
                jdbc.sql("select count(*) from audit_entry where object_id = :id").param("id", family.id().toString())
                        .query(Integer.class).single())
                .isZero();
        assertThat(county.clerk.create(path, Map.of("reason", "电话核对")).path("headName").asString()).isEqualTo("王大山");
        assertThat(jdbc.sql("select action || ' ' || reason from audit_entry where object_id = :id")
                .param("id", family.id().toString()).query(String.class).single()).isEqualTo("unmask 电话核对");
        assertThat(county.as(family).post(path, Map.of("reason", "x")).problems()).containsExactly("access.role");
    }

    @Test
    void anEditKeepsTheOldStateAndASecondEditorHearsOfTheFirst() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("赵老大");
        String path = "/households/" + family.id();
        assertThat(county.clerk.send("PUT", path, Map.of("headName", "赵小二"), Map.of()).problems())
                .containsExactly("precondition.required");
        ApiClient.Answer first = county.clerk.put(path, Map.of("headName", "赵小二", "validFrom", "2030-01-01"), 1);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("\"2\"");
        ApiClient.Answer second = county.officer.put(path, Map.of("phone", ""), 1);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.problems()).containsExactly("edit.conflict");
        JsonNode detail = county.clerk.fetch(path);
        assertThat(detail.path("phoneMasked").asString()).isEqualTo("154****0001");
        assertThat(detail.path("members").size()).isEqualTo(2);
        JsonNode versions = detail.path("versions");
        assertThat(versions.size()).isEqualTo(3);
        assertThat(versions.path(0).path("recordedUntil").isNull()).isFalse();
        assertThat(versions.path(1).path("validTo").asString()).isEqualTo("2030-01-01");
        assertThat(versions.path(2).path("validFrom").asString()).isEqualTo("2030-01-01");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNothingIsStored() {
        TestCounty county = new TestCounty(users);
        Map<String, Object> good = county.householdJson(county.village, "张三");
        Map<String, Object> twin = new HashMap<>(good);
        Map<String, Object> bad = Map.of("code", "12", "headName", "", "phone", "call me");
        Map<String, Object> elsewhere = county.householdJson("999999001001", "李四");
        Map<String, Object> unknown = county.householdJson(county.county + "001299", "李四");
        assertThat(county.officer.post("/households/bulk", List.of(good, twin, bad, elsewhere, unknown))
                .problemsWithPaths()).containsExactly("household.duplicate @ [1].code", "required @ [2].headName",
                        "household.phone @ [2].phone", "household.code @ [2].code", "region.outside @ [3].code",
                        "region.unknown @ [4].code");
        assertThat(county.clerk.fetch("/households").path("items").size()).isZero();
        assertThat(county.officer.post("/households/bulk", List.of()).problems()).containsExactly("bulk.size");
        assertThat(county.officer.post("/households/bulk", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void eachRoleSeesItsScopeOnly() {
        TestCounty county = new TestCounty(users);
        Family here = county.household("钱一");
        Family there = county.household(county.otherVillage, "孙二");
        assertThat(county.officer.fetch("/households").path("items").size()).isEqualTo(2);
        assertThat(county.clerk.fetch("/households").path("items").size()).isEqualTo(1);
        assertThat(county.clerk.get("/households/" + there.id()).status()).isEqualTo(404);
        assertThat(county.clerk.get("/households?village=" + county.otherVillage).status()).isEqualTo(404);
        assertThat(county.clerk.put("/households/" + there.id(), Map.of("phone", ""), 1).status()).isEqualTo(404);
        assertThat(county.clerk.post("/households/" + there.id() + "/unmask", Map.of("reason", "x")).status())
                .isEqualTo(404);
        ApiClient self = county.as(here);
        assertThat(self.fetch("/households").path("items").size()).isEqualTo(1);
        assertThat(self.get("/households/" + here.id()).status()).isEqualTo(200);
        assertThat(self.get("/households/" + there.id()).status()).isEqualTo(404);
        assertThat(self.put("/households/" + here.id(), Map.of("phone", ""), 1).status()).isEqualTo(403);
        assertThat(self.fetch("/cultivators").path("items").size()).isEqualTo(1);
        ApiClient provider = users.provider(UUID.randomUUID());
        for (String path : List.of("/households", "/households/" + here.id(), "/cultivators", "/parcels", "/fields",
                "/imports")) {
            assertThat(provider.get(path).problems()).as(path).containsExactly("access.role");
        }
        assertThat(provider.get("/regions?parent=" + county.county).status()).isEqualTo(200);
        assertThat(users.anonymous().get("/households").status()).isEqualTo(401);
    }

    @Test
    void aLargeGrowerIsMadeInTheClerksVillageOnly() {
        TestCounty county = new TestCounty(users);
        JsonNode grower = county.clerk.create("/cultivators",
                Map.of("kind", "LARGE_GROWER", "name", "周大户", "villageCode", county.village));
        assertThat(grower.path("nameMasked").asString()).isEqualTo("周**");
        assertThat(county.clerk.create("/cultivators",
                Map.of("kind", "COOPERATIVE", "name", "丰收合作社", "villageCode", county.village)).path("nameMasked")
                .asString()).isEqualTo("丰收合作社");
        assertThat(county.clerk.post("/cultivators",
                Map.of("kind", "TRUSTEE", "name", "x", "villageCode", county.otherVillage)).status()).isEqualTo(404);
        assertThat(county.clerk.post("/cultivators",
                Map.of("kind", "HOUSEHOLD", "name", "x", "villageCode", county.village)).problems())
                .containsExactly("cultivator.household");
        assertThat(county.clerk.fetch("/cultivators?kind=COOPERATIVE").path("items").size()).isEqualTo(1);
    }

    @Test
    void regionsFormATree() {
        TestCounty county = new TestCounty(users);
        assertThat(county.officer.fetch("/regions?parent=" + county.county + "001").path("items").size()).isEqualTo(2);
        assertThat(county.officer.fetch("/regions?level=VILLAGE&parent=" + county.county).path("items").path(0)
                .path("name").asString()).isEqualTo("东村");
        assertThat(county.officer.post("/regions",
                List.of(Map.of("code", county.village, "name", "x", "level", "VILLAGE"),
                        Map.of("code", county.county + "002001", "name", "x", "level", "VILLAGE"),
                        Map.of("code", "990001", "name", "x", "level", "COUNTY"),
                        Map.of("code", "12", "name", "", "level", "GROUP")))
                .problemsWithPaths()).containsExactly("region.duplicate @ [0].code", "region.parent @ [1].code",
                        "region.outside @ [2].code", "required @ [3].name", "region.code @ [3].code");
        assertThat(county.clerk.post("/regions", List.of()).problems()).containsExactly("access.role");
        assertThat(users.office(Role.TOWNSHIP, county.county + "001").fetch("/households").path("items").size())
                .isZero();
    }
}
