package org.siji.platform.demand;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A clerk's Excel file, out and in again. */
@SijiIntegrationTest
class NeedFilesTest {

    private static final List<String> HEADS = List.of("备注", "作业", "最早日期", "最晚日期", "户编号", "地块名称", "确认");

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    /** A file as a clerk keeps it: a title over the head, columns in an order of his own. */
    static byte[] file(List<List<? extends @Nullable Object>> rows) {
        return new SheetWriter().add("需求", List.of("青山村 2026 年需求", "请认真填写"),
                HEADS.stream().map(head -> SheetWriter.Column.of(head, 12)).toList(),
                rows.stream().map(row -> new SheetWriter.Line(row, false)).toList()).write();
    }

    static String code(SampleVillage village, int number) {
        return village.code() + "01" + String.format("%04d", number);
    }

    static ApiClient.Answer upload(ApiClient clerk, SampleVillage village, byte[] file) {
        return clerk.upload("/need-files", List.of(Part.file("file", "需求.xlsx", file),
                Part.field("village", village.code()), Part.field("season", "2026")));
    }

    private static int needs(ApiClient clerk) {
        return clerk.fetch("/needs").path("items").size();
    }

    @Test
    void theFileGoesOutIsFilledInAndComesBack() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> last = new java.util.HashMap<>(SampleVillages.harvest(village.farms().getFirst()));
        last.putAll(Map.of("season", 2025, "windowFrom", "2025-07-10", "windowTo", "2025-07-20"));
        clerk.create("/needs", last);
        ApiClient.Answer out = clerk.get("/need-files/template?village=" + village.code() + "&season=2026");
        assertThat(out.header("Content-Disposition")).contains("attachment");
        SheetTable template = SheetReader.read(out.body(), NeedRows.COLUMNS);
        assertThat(template.headRow()).isEqualTo(3);
        assertThat(template.rows()).hasSize(2);
        SheetTable.Row row = template.rows().getFirst();
        List<String> cells = row.cells().stream().map(SheetTable.Cell::text).toList();
        assertThat(cells.subList(0, 6)).containsExactly("01", code(village, 1), "王**", "田1", "30", "收割 7月10日至7月20日");
        assertThat(upload(clerk, village, out.body()).problems()).containsExactly("need-file.nothing-filled");
        List<@Nullable Object> filled = new ArrayList<>(cells);
        filled.set(6, "收割");
        filled.set(7, java.time.LocalDate.of(2026, 7, 10));
        filled.set(8, "7月20日");
        byte[] file = new SheetWriter().add("需求登记", List.of(),
                template.heads().stream().map(head -> SheetWriter.Column.of(head, 10)).toList(),
                List.of(new SheetWriter.Line(filled, false))).write();
        JsonNode tried = upload(clerk, village, file).json();
        assertThat(tried.path("freshRows").asInt()).isEqualTo(1);
        assertThat(needs(clerk)).isEqualTo(1);
        JsonNode taken = clerk.create("/need-files/" + tried.path("id").asString() + "/take", Map.of());
        assertThat(taken.path("status").asString()).isEqualTo("TAKEN");
        JsonNode need = clerk.fetch("/needs?season=2026").path("items").get(0);
        assertThat(need.path("windowTo").asString()).isEqualTo("2026-07-20");
        assertThat(need.path("confirmation").path("kind").asString()).isEqualTo("UNCONFIRMED");
        assertThat(need.path("enteredBy").asString()).startsWith("VILLAGE-");
        assertThat(clerk.fetch("/needs/" + need.path("id").asString()).path("events").get(0).path("reason").asString())
                .contains("需求.xlsx");
        // The same file again changes nothing.
        assertThat(clerk.post("/need-files/" + tried.path("id").asString() + "/take", Map.of()).problems())
                .containsExactly("need-file.taken-already");
        JsonNode again = upload(clerk, village, file).json();
        assertThat(again.path("alreadyRows").asInt()).isEqualTo(1);
        clerk.create("/need-files/" + again.path("id").asString() + "/take", Map.of());
        assertThat(needs(clerk)).isEqualTo(2);
    }

    @Test
    void everyWrongRowIsNamedBesideItAndTheGoodOnesCanBeTaken() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String one = code(village, 1);
        byte[] file = file(List.of(
                Arrays.asList(null, "收割", "２０２６年７月１０日", "20260720", one, "田1", "签字"),
                Arrays.asList(null, "收个", "2026-07-10", "七月底", code(village, 2), "田2", null),
                Arrays.asList(null, null, null, null, code(village, 2), "田2", null),
                Arrays.asList(null, "HARVEST", "2026-07-20", "2026-07-10", code(village, 3), "田3", "盖章"),
                Arrays.asList(null, "收割", "2026-07-10", "2026-07-20", "4301", "田3", null),
                Arrays.asList(null, "收割", "2026-07-10", "2026-07-20", one, "田9", null),
                Arrays.asList(null, "收割", "2026-07-12", "2026-07-13", one, "田1", null),
                Arrays.asList(null, "收割", "2036-07-12", "2036-07-13", one, "田1", null),
                Arrays.asList(null, "收割", "2026-07-12", "2026-07-13", 4.3010110120101e17, "田1", null),
                Arrays.asList(null, "收割", null, "2026-07-13", one, "", null)));
        JsonNode tried = upload(clerk, village, file).json();
        List<String> said = new ArrayList<>();
        tried.path("problems").forEach(problem -> said.add(problem.path("row").asInt()
                + problem.path("column").asString() + " " + problem.path("code").asString()));
        assertThat(said).containsExactly("5B need-file.operation-unknown", "5D need-file.day",
                "7G need-file.confirmation-unknown", "8E need-file.household-unknown", "9F need-file.field-unknown",
                "10F need.duplicate", "11C need-file.season", "12E need-file.code-rounded", "13F required",
                "13C required");
        assertThat(tried.path("filledRows").asInt()).isEqualTo(9);
        String id = tried.path("id").asString();
        assertThat(clerk.post("/need-files/" + id + "/take", Map.of()).problems())
                .containsExactly("need-file.wrong-rows");
        assertThat(needs(clerk)).isZero();
        SheetTable answer = SheetReader.read(clerk.get("/need-files/" + id + "/answer").body(),
                List.of(SheetColumn.required("problem", "问题"), SheetColumn.required("row", "原行号")));
        assertThat(answer.rows()).hasSize(9);
        assertThat(answer.cell(answer.rows().getFirst(), "problem").text()).isEqualTo("可以登记");
        assertThat(answer.cell(answer.rows().get(1), "problem").text()).contains("作业：没有“收个”这种作业", "看不懂日期“七月底”");
        assertThat(clerk.create("/need-files/" + id + "/take", Map.of("onlyGood", true)).path("freshRows").asInt())
                .isEqualTo(1);
        assertThat(needs(clerk)).isEqualTo(1);
    }

    @Test
    void anotherVillagesClerkIsToldNothing() {
        SampleVillage village = villages.make();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient other = users.office(Role.VILLAGE, village.otherCode());
        byte[] file = file(
                List.of(Arrays.asList(null, "收割", "2026-07-10", "2026-07-20", code(village, 1), "田1", null)));
        String id = upload(clerk, village, file).json().path("id").asString();
        assertThat(other.get("/need-files/" + id).status()).isEqualTo(404);
        assertThat(upload(other, village, file).status()).isEqualTo(404);
        assertThat(other.get("/need-files/template?village=" + village.code() + "&season=2026").status())
                .isEqualTo(404);
        assertThat(other.fetch("/need-files").path("items").size()).isZero();
        // Full names only with a reason, which is kept.
        clerk.get("/need-files/template?village=" + village.code() + "&season=2026&reason=%E5%8F%91%E8%A1%A8");
        SheetTable full = SheetReader.read(
                clerk.get("/need-files/template?village=" + village.code() + "&season=2026&reason=x").body(),
                NeedRows.COLUMNS);
        assertThat(full.rows().getFirst().cell(2).text()).isEqualTo("王小1");
        assertThat(users.office(Role.COUNTY, village.county()).fetch("/audit").toString()).contains("unmask", "发表");
    }
}
