package org.siji.platform.settlement;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left to a household after work was refused that it had paid for goes back through the bank, once. */
@SijiIntegrationTest
class BankListsTest {

    @Autowired
    HarvestSeason harvest;

    @Test
    void aRefundIsPaidOnceAndAgainWhenTheBankSendsItBack() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        String village = "/villages/" + season.village().code() + "/bank-lists";
        Map<String, Object> refund = Map.of("season", 2026, "source", "REFUND");
        assertThat(season.clerk().post(village, refund).problems()).containsExactly("bank-list.nothing-due");
        assertThat(season.clerk().post(village, Map.of()).problemsWithPaths()).containsExactly("required @ season",
                "required @ source");
        ApiClient.Answer paid = season.clerk().send("POST", "/payments",
                Map.of("accountKind", "CULTIVATOR", "ownerId", season.village().farms().get(0).cultivatorId(),
                        "direction", "IN", "amountFen", 315_000, "evidence", "收据", "onDate", "2026-08-02"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(paid.status()).isEqualTo(201);
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/send-to-review", Map.of("reason", "x"));
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/review",
                Map.of("decision", "REFUSED", "reason", "x"));

        JsonNode first = season.clerk().create(village, refund);
        assertThat(first.path("amountFen").asLong()).isEqualTo(315_000);
        assertThat(season.clerk().post(village, refund).problems()).containsExactly("bank-list.nothing-due");
        String list = "/bank-lists/" + first.path("id").asString();
        assertThat(new String(season.clerk().get(list + "/csv").body(), StandardCharsets.UTF_8)).contains("王小1")
                .endsWith(",,,3150.00,\r\n");
        SheetTable sheet = SheetReader.read(season.clerk().get(list + "/xlsx").body(),
                List.of(SheetColumn.required("code", "户编号"), SheetColumn.required("yuan", "金额")));
        assertThat(sheet.cell(sheet.rows().getFirst(), "code").text()).hasSize(18);
        assertThat(sheet.cell(sheet.rows().getLast(), "yuan").text()).isEqualTo("3150");
        JsonNode line = season.clerk().fetch(list).path("items").path(0);
        assertThat(line.path("name").asString()).isEqualTo("王**");
        String back = list + "/lines/" + line.path("id").asString() + "/return";
        Map<String, String> reason = Map.of("reason", "账号错误", "onDate", "2026-12-20");
        assertThat(season.clerk().create(back, reason).path("returnedFen").asLong()).isEqualTo(315_000);
        assertThat(season.clerk().post(back, reason).problems()).containsExactly("bank-list.returned");
        JsonNode second = season.clerk().create(village, refund);
        assertThat(second.path("number").asInt()).isEqualTo(2);
        assertThat(second.path("amountFen").asLong()).isEqualTo(315_000);
        JsonNode statement = season.clerk().fetch(
                "/households/" + season.village().farms().get(0).householdId() + "/statement?season=2026");
        assertThat(statement.path("dueFen").asLong(-1)).isZero();
        assertThat(statement.path("checkFen").asLong(-1)).isZero();
    }
}
