package org.siji.platform.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class ImportsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> feature(Map<String, Object> geometry, String code, String household) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("DKBM", code);
        properties.put("DKMC", "门前田");
        properties.put("CBFBM", household);
        return Map.of("type", "Feature", "properties", properties, "geometry", geometry);
    }

    private static byte[] file(List<Map<String, Object>> features) {
        return JSON.writeValueAsBytes(Map.of("type", "FeatureCollection", "features", features));
    }

    private static ApiClient.Answer upload(ApiClient user, byte[] file, boolean dryRun) {
        return user.upload("/imports", List.of(Part.file("file", "dk.geojson", file),
                Part.field("dryRun", String.valueOf(dryRun))));
    }

    private static byte[] goodFile(TestCounty county, Family holder, int parcels) {
        List<Map<String, Object>> features = new ArrayList<>();
        for (int i = 0; i < parcels; i++) {
            features.add(feature(county.square(i, 0), county.nextParcelCode(), holder.code()));
        }
        return file(features);
    }

    @Test
    void aDryRunStoresNothingAndTheRealRunStoresAll() throws Exception {
        TestCounty county = new TestCounty(users);
        Family holder = county.household("甲");
        byte[] file = goodFile(county, holder, 3);
        JsonNode dry = upload(county.clerk, file, true).json();
        assertThat(dry.path("status").asString()).isEqualTo("DRY_RUN");
        assertThat(dry.path("parcels").asInt()).isEqualTo(3);
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isZero();
        assertThat(county.clerk.fetch("/imports").path("items").size()).isZero();

        JsonNode done = upload(county.clerk, file, false).json();
        assertThat(done.path("status").asString()).isEqualTo("DONE");
        assertThat(done.path("sha256").asString()).isEqualTo(HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isEqualTo(3);
        assertThat(county.as(holder).fetch("/parcels").path("items").size()).isEqualTo(3);
        assertThat(county.clerk.fetch("/fields?cultivator=" + holder.cultivatorId()).path("items").size()).isEqualTo(3);
        byte[] raw = jdbc.sql("select raw_enc from parcel_import where id = :id::uuid")
                .param("id", done.path("id").asString()).query((row, index) -> row.getBytes(1)).single();
        assertThat(new String(raw, StandardCharsets.UTF_8)).doesNotContain("DKBM");
    }

    @Test
    void everyRowsProblemIsSaidAndNothingOfTheFileIsStored() {
        TestCounty county = new TestCounty(users);
        Family holder = county.household("甲");
        Family stranger = county.household(county.otherVillage, "乙");
        String code = county.nextParcelCode();
        byte[] file = file(List.of(feature(county.square(0, 0), code, holder.code()),
                feature(county.square(1, 0), code, holder.code()),
                feature(county.bowTie(), county.nextParcelCode(), holder.code()),
                feature(county.square(2, 0), county.nextParcelCode(), stranger.code()),
                feature(county.square(3, 0), county.otherVillage + "0100001", holder.code()),
                feature(county.square(4, 0), county.nextParcelCode(), county.village + "019999")));
        JsonNode dry = upload(county.clerk, file, true).json();
        assertThat(dry.path("status").asString()).isEqualTo("REJECTED");
        List<String> problems = new ArrayList<>();
        dry.path("problems")
                .forEach(one -> problems.add(one.path("row").asInt() + " " + one.path("code").asString() + " "
                        + one.path("severity").asString()));
        assertThat(problems).contains("2 parcel.code-duplicate ERROR", "3 feature.self-crossing ERROR",
                "4 tenure.other-village ERROR", "5 region.outside ERROR", "6 import.household-unknown WARNING");
        ApiClient.Answer real = upload(county.clerk, file, false);
        assertThat(real.status()).isEqualTo(422);
        assertThat(real.problemsWithPaths()).contains("parcel.code-duplicate @ row 2.DKBM",
                "region.outside @ row 5.DKBM").doesNotContain("import.household-unknown @ row 6.CBFBM");
        assertThat(real.json().path("problems").path(0).path("message").asString()).contains(code);
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isZero();
    }

    @Test
    void whatIsNoParcelFileIsSaidSo() {
        TestCounty county = new TestCounty(users);
        assertThat(upload(county.clerk, "{\"type\":\"Feat".getBytes(StandardCharsets.UTF_8), false).status())
                .isEqualTo(422);
        assertThat(county.clerk.upload("/imports", List.of(Part.file("file", "dk.pdf", new byte[]{1}))).problems())
                .containsExactly("parcel.format-unknown");
        assertThat(county.clerk.upload("/imports", List.of(Part.file("file", "dk.zip", new byte[]{1, 2}))).status())
                .isEqualTo(422);
        assertThat(county.clerk.upload("/imports", List.of(Part.field("dryRun", "true"))).status()).isEqualTo(400);
    }

    @Test
    void anImportIsTakenBackAsAWholeUnlessSomethingDependsOnIt() {
        TestCounty county = new TestCounty(users);
        Family holder = county.household("甲");
        byte[] file = goodFile(county, holder, 2);
        String id = upload(county.clerk, file, false).json().path("id").asString();
        assertThat(upload(county.clerk, file, false).problems()).containsExactly("parcel.duplicate",
                "parcel.duplicate");
        assertThat(county.clerk.create("/imports/" + id + "/undo", null).path("status").asString())
                .isEqualTo("UNDONE");
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isZero();
        assertThat(county.clerk.fetch("/fields").path("items").size()).isZero();
        assertThat(county.clerk.post("/imports/" + id + "/undo", null).problems()).containsExactly("import.not-done");

        JsonNode again = upload(county.clerk, file, false).json();
        String code = county.clerk.fetch("/parcels").path("items").path(0).path("code").asString();
        county.clerk.create("/transfers/bulk", List.of(Map.of("parcelCode", code, "fromHouseholdCode", holder.code(),
                "toCultivatorId", holder.cultivatorId(), "kind", "LEASE", "validFrom", "2030-01-01", "validTo",
                "2031-01-01")));
        ApiClient.Answer refused = county.clerk.post("/imports/" + again.path("id").asString() + "/undo", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problems()).containsExactly("import.used-by-transfer");
    }

    @Test
    void anImportOfOneVillageIsNotSeenInAnother() {
        TestCounty county = new TestCounty(users);
        Family holder = county.household("甲");
        String id = upload(county.officer, goodFile(county, holder, 1), false).json().path("id").asString();
        ApiClient other = users.office(org.siji.platform.identity.Role.VILLAGE, county.otherVillage);
        assertThat(other.get("/imports/" + id).status()).isEqualTo(404);
        assertThat(other.post("/imports/" + id + "/undo", null).status()).isEqualTo(404);
        assertThat(other.fetch("/imports").path("items").size()).isZero();
        assertThat(upload(other, goodFile(county, holder, 1), false).problems()).contains("region.outside");
        assertThat(county.as(holder).get("/imports").problems()).containsExactly("access.role");
    }
}
