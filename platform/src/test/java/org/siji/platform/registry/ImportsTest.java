package org.siji.platform.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    private static List<String> rows(JsonNode run) {
        List<String> rows = new ArrayList<>();
        run.path("problems").forEach(one -> rows.add(one.path("row").asInt() + " " + one.path("code").asString() + " "
                + one.path("severity").asString()));
        return rows;
    }

    private static ApiClient.Answer upload(ApiClient user, String name, byte[] file, Map<String, String> fields) {
        List<Part> parts = new ArrayList<>(List.of(Part.file("file", name, file)));
        fields.forEach((field, value) -> parts.add(Part.field(field, value)));
        return user.upload("/imports", parts);
    }

    @Test
    void landThatIsRegisteredUnderAnotherCodeIsFound() {
        TestCounty county = new TestCounty(users);
        Family holder = county.household("甲");
        TestCounty.Land first = county.parcel(holder, 0, 0);
        // These lie on 5 %, 50 % and 0.5 % of the registered parcel.
        byte[] file = file(List.of(feature(county.shifted(0.95), county.nextParcelCode(), holder.code()),
                feature(county.shifted(-0.5), county.nextParcelCode(), holder.code()),
                feature(county.shifted(0.995), county.nextParcelCode(), holder.code())));
        JsonNode dry = upload(county.clerk, file, true).json();
        assertThat(rows(dry)).contains("1 import.overlap WARNING", "2 import.overlap ERROR")
                .noneMatch(row -> row.startsWith("3 import"));
        assertThat(dry.path("problems").valueStream().filter(one -> one.path("row").asInt() == 2
                && one.path("code").asString().equals("import.overlap")).findFirst().orElseThrow().path("message")
                .asString()).contains(first.code(), "50.0%", "平方米");
        assertThat(upload(county.clerk, file, false).problemsWithPaths()).contains("import.overlap @ row 2");
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isEqualTo(1);
    }

    @Test
    void theOtherParcelIsNotNamedBeyondTheScope() {
        TestCounty county = new TestCounty(users);
        TestCounty.Land foreign = county.parcel(county.household("甲"), 0, 0);
        ApiClient other = users.office(org.siji.platform.identity.Role.VILLAGE, county.otherVillage);
        JsonNode dry = upload(other, file(List.of(Map.of("type", "Feature", "geometry", county.square(0, 0),
                "properties", Map.of("DKBM", county.otherVillage + "0100001")))), true).json();
        assertThat(rows(dry)).contains("1 import.overlap-outside ERROR");
        assertThat(dry.toString()).contains(county.village).doesNotContain(foreign.code());
    }

    @Test
    void parcelsWithoutACodeGetProvisionalOnesAndTheSameOnesAgain() {
        TestCounty county = new TestCounty(users);
        String group = county.village + "01";
        List<Map<String, Object>> features = new ArrayList<>();
        for (String code : new String[]{"旧-7", county.nextParcelCode(), "旧-8"}) {
            features.add(Map.of("type", "Feature", "geometry", county.square(features.size(), 0), "properties",
                    Map.of("DKBM", code)));
        }
        features.add(Map.of("type", "Feature", "geometry", county.square(3, 0), "properties", Map.of("DKMC", "无号")));
        byte[] file = file(features);
        assertThat(upload(county.clerk, file, false).status()).isEqualTo(422);
        Map<String, String> wish = Map.of("provisionalGroup", group);
        JsonNode done = upload(county.clerk, "dk.geojson", file, wish).json();
        assertThat(rows(done)).contains("0 import.provisional WARNING");
        String parcels = "/parcels?village=" + county.village;
        List<String> expected = List.of(group + "00001 false -", group + "90001 true 旧-7", group + "90002 true 旧-8",
                group + "90003 true -");
        assertThat(codes(county.clerk.fetch(parcels))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(upload(county.clerk, "dk.geojson", file, wish).problems()).contains("import.source-known",
                "parcel.duplicate", "import.overlap");
        county.clerk.create("/imports/" + done.path("id").asString() + "/undo", null);
        features.removeLast();
        upload(county.clerk, "dk.geojson", file(features.reversed()), wish);
        assertThat(codes(county.clerk.fetch(parcels)))
                .containsExactlyInAnyOrderElementsOf(expected.subList(0, 3));
    }

    private static List<String> codes(JsonNode list) {
        return list.path("items").valueStream().map(one -> one.path("code").asString() + " "
                + one.path("provisional").asBoolean() + " " + one.path("sourceCode").asString("-")).toList();
    }

    @Test
    void provisionalCodesNeedARegisteredGroupInTheScope() {
        TestCounty county = new TestCounty(users);
        byte[] file = goodFile(county, county.household("甲"), 1);
        assertThat(upload(county.clerk, "dk.geojson", file, Map.of("provisionalGroup", county.village + "09"))
                .problems()).containsExactly("import.group-unknown");
        assertThat(upload(county.clerk, "dk.geojson", file, Map.of("provisionalGroup", county.otherVillage + "01"))
                .status()).isEqualTo(404);
    }

    @Test
    void theRealParcelsOfNewZealandAreTakenInUnderProvisionalCodes() throws Exception {
        Path folder = Path.of(System.getProperty("siji.shared", ""), "parcels/nz");
        assumeTrue(Files.isDirectory(folder), "absent: parcels/nz");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String ending : List.of("shp", "dbf", "prj")) {
                out.putNextEntry(new ZipEntry("parcels." + ending));
                Files.copy(folder.resolve("nz-primary-parcels_region." + ending), out);
            }
        }
        TestCounty county = new TestCounty(users);
        JsonNode done = upload(county.clerk, "parcels.zip", zip.toByteArray(),
                Map.of("provisionalGroup", county.village + "01")).json();
        assertThat(done.path("status").asString()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("parcels").asInt()).isEqualTo(2993);
        JsonNode first = county.clerk.fetch("/parcels?limit=1000").path("items").path(0);
        assertThat(first.path("provisional").asBoolean()).isTrue();
        assertThat(first.path("sourceCode").asString()).isNotEmpty();
        assertThat(first.path("code").asString()).startsWith(county.village + "019");
    }

    @Test
    void rowsOfASplitDeliveryAreNamedWithTheirFile() throws Exception {
        // Two files of the layer, both cut after the header: whole-file problems, each with its file's name.
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String name : List.of("DK4312990012026-1.shp", "DK4312990012026-2.shp", "JZD4312990012026.shp")) {
                out.putNextEntry(new ZipEntry("矢量数据/" + name));
                out.write(new byte[]{1, 2, 3});
            }
        }
        TestCounty county = new TestCounty(users);
        JsonNode dry = upload(county.clerk, "交付.zip", zip.toByteArray(), Map.of("dryRun", "true")).json();
        assertThat(dry.path("problems").valueStream().map(one -> one.path("file").asString() + " "
                + one.path("code").asString())).contains("DK4312990012026-1.shp shapefile.header-broken",
                        "DK4312990012026-2.shp shapefile.header-broken",
                        "JZD4312990012026.shp shapefile.layer-skipped");
        assertThat(upload(county.clerk, "交付.zip", zip.toByteArray(), Map.of()).problemsWithPaths())
                .contains("shapefile.header-broken @ DK4312990012026-2.shp file");
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
