package org.siji.platform.shares;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** From the founding of a cooperative to the bank's list, over HTTP. */
@SijiIntegrationTest
class SharesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    /** Three households with 20, 10 and 10 shares of land, guaranteed 400 yuan a share. */
    private final class Cooperative {
        final SampleVillage village = villages.make(1, 1);
        final ApiClient clerk = users.office(Role.VILLAGE, village.code());
        final String path;
        final List<String> holders = new ArrayList<>();

        Cooperative() {
            path = "/entities/" + clerk.create("/entities",
                    Map.of("villageCode", village.code(), "name", "土地股份合作社", "kind", "LAND_SHARE_COOPERATIVE",
                            "foundedOn", "2026-01-01", "classes",
                            List.of(Map.of("code", "LAND", "name", "土地股", "guaranteedFenPerShare", 40_000))))
                    .path("entity").path("id").asString();
            for (int i = 0; i < 3; i++) {
                holders.add(clerk.create(path + "/shareholders",
                        Map.of("householdId", village.farms().get(i).householdId(), "person", "张" + (i + 1)))
                        .path("id").asString());
            }
            clerk.create(path + "/movements", movement("ADMISSION", "2026-01-01", List.of(),
                    List.of(leg(0, 20, 1), leg(1, 10, 1), leg(2, 10, 1))));
        }

        Map<String, Object> leg(int holder, long numerator, long denominator) {
            return Map.of("shareholderId", holders.get(holder), "classCode", "LAND", "numerator", numerator,
                    "denominator", denominator);
        }

        Map<String, Object> movement(String kind, String on, List<Map<String, Object>> taken,
                List<Map<String, Object>> given) {
            return new HashMap<>(Map.of("kind", kind, "effectiveOn", on, "ground", "成员大会记录 1", "taken", taken,
                    "given", given));
        }

        String vote(String subject, String closesOn) {
            Map<String, Object> vote = new HashMap<>(Map.of("subject", subject, "question", "公积金 10%，公益金 5%",
                    "countedBy", "SHARE", "recordOn", "2026-06-01", "closesOn", closesOn));
            if (subject.equals("PROVISIONS")) {
                vote.put("reserveBasisPoints", 1000);
                vote.put("welfareBasisPoints", 500);
            }
            return "/votes/" + clerk.create(path + "/votes", vote).path("vote").path("id").asString();
        }

        void agree(String vote, int... holder) {
            for (int one : holder) {
                clerk.create(vote + "/ballots",
                        Map.of("shareholderId", holders.get(one), "choice", "YES", "evidence", "举手，照片 3"));
            }
        }

        void book(String direction, long yuan) {
            clerk.create(path + "/bookings", Map.of("season", 2026, "direction", direction, "amountFen", yuan * 100,
                    "purpose", "稻谷", "evidence", "发票 8", "onDate", "2026-10-01"));
        }

        void decideProvisions() {
            String vote = vote("PROVISIONS", "2000-01-01");
            agree(vote, 0, 1);
            assertThat(clerk.create(vote + "/close", null).path("vote").path("outcome").asString()).isEqualTo("PASSED");
        }

        JsonNode decide() {
            return clerk.create(path + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"));
        }

        long account(String kind, Object owner) {
            return jdbc.sql("""
                    select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                    where a.kind = :kind and a.owner_id = :owner""").param("kind", kind)
                    .param("owner", owner.toString()).query(Long.class).single();
        }

        UUID cultivator(int farm) {
            return village.farms().get(farm).cultivatorId();
        }

        String id() {
            return path.substring("/entities/".length());
        }
    }

    @Test
    void aSeasonsSurplusBecomesProvisionsRentAndDividendToTheFen() {
        Cooperative coop = new Cooperative();
        coop.book("INCOME", 60_000);
        coop.book("COST", 30_000);
        assertThat(coop.clerk.post(coop.path + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"))
                .problems()).containsExactly("dividend.no-vote");
        coop.decideProvisions();
        JsonNode preview = coop.clerk.fetch(coop.path + "/dividend-preview?season=2026&recordOn=2026-12-01");
        JsonNode dividend = coop.decide();
        assertThat(dividend.path("dividend").path("reserveFen").asLong()).isEqualTo(300_000);
        assertThat(dividend.path("dividend").path("welfareFen").asLong()).isEqualTo(150_000);
        assertThat(dividend.path("dividend").path("guaranteedFen").asLong()).isEqualTo(1_600_000);
        assertThat(dividend.path("dividend").path("dividendFen").asLong()).isEqualTo(950_000)
                .isEqualTo(preview.path("dividend").path("fen").asLong());
        for (int farm = 0; farm < 2; farm++) {
            JsonNode statement = coop.clerk.fetch(
                    "/households/" + coop.village.farms().get(farm).householdId() + "/statement?season=2026");
            assertThat(statement.path("checkFen").asLong(-1)).isZero();
            assertThat(statement.path("others").path(0).path("kindName").asString()).isEqualTo("分红与保底租金");
            assertThat(statement.path("othersFen").asLong())
                    .isEqualTo(-coop.account("CULTIVATOR", coop.cultivator(farm))).isNegative();
        }
        assertThat(coop.account("CULTIVATOR", coop.cultivator(0))).isEqualTo(1_275_000);
        assertThat(coop.account("CULTIVATOR", coop.cultivator(1))).isEqualTo(637_500);
        assertThat(coop.account("RESERVE", coop.id())).isEqualTo(300_000);
        assertThat(coop.account("WELFARE", coop.id())).isEqualTo(150_000);
        assertThat(coop.account("ENTITY", coop.id())).isZero();
        assertThat(coop.clerk.post(coop.path + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"))
                .problems()).containsExactly("dividend.decided");
        assertThat(coop.clerk.post(coop.path + "/bookings", Map.of("season", 2026, "direction", "COST", "amountFen", 1,
                "purpose", "晚到", "evidence", "发票 9", "onDate", "2026-12-30")).problems())
                .containsExactly("booking.closed");

        ApiClient own = users.household(coop.village.farms().get(1).householdId(), coop.village.code());
        JsonNode seen = own.fetch("/dividends/" + dividend.path("dividend").path("id").asString());
        assertThat(seen.path("lines")).hasSize(1);
        assertThat(seen.path("lines").path(0).path("dividendFen").asLong()).isEqualTo(237_500);
    }

    @Test
    void theBankIsAskedOnceAndAgainForWhatItSentBack() {
        Cooperative coop = new Cooperative();
        coop.book("INCOME", 60_000);
        coop.decideProvisions();
        String dividend = "/dividends/" + coop.decide().path("dividend").path("id").asString();
        JsonNode first = coop.clerk.create(dividend + "/payment-lists", null);
        assertThat(first.path("lines").asInt()).isEqualTo(3);
        assertThat(coop.account("CULTIVATOR", coop.cultivator(0))).isZero();
        assertThat(coop.clerk.post(dividend + "/payment-lists", null).problems())
                .containsExactly("payment-list.nothing-due");
        String list = "/payment-lists/" + first.path("id").asString();
        String text = new String(coop.clerk.get(list + "/csv").body(), StandardCharsets.UTF_8);
        assertThat(text).contains("王小1").endsWith(",,,51000.00,\r\n");
        SheetTable sheet = SheetReader.read(coop.clerk.get(list + "/xlsx").body(),
                List.of(SheetColumn.required("code", "户编号"), SheetColumn.required("yuan", "金额")));
        assertThat(sheet.cell(sheet.rows().getFirst(), "code").text()).hasSize(18);
        assertThat(sheet.cell(sheet.rows().getLast(), "yuan").text()).isEqualTo("51000");

        JsonNode line = coop.clerk.fetch(list).path("items").path(0);
        String back = list + "/lines/" + line.path("id").asString() + "/return";
        Map<String, String> reason = Map.of("reason", "账号错误", "onDate", "2026-12-20");
        coop.clerk.create(back, reason);
        assertThat(coop.clerk.post(back, reason).problems()).containsExactly("payment-list.returned");
        JsonNode second = coop.clerk.create(dividend + "/payment-lists", null);
        assertThat(second.path("number").asInt()).isEqualTo(2);
        assertThat(second.path("amountFen").asLong()).isEqualTo(line.path("amountFen").asLong());
    }

    @Test
    void whatFallsToADeadShareholderWaitsForTheHeirs() {
        Cooperative coop = new Cooperative();
        coop.book("INCOME", 60_000);
        coop.decideProvisions();
        coop.clerk.create(coop.path + "/shareholders/" + coop.holders.get(0) + "/death",
                Map.of("diedOn", "2026-08-01"));
        String vote = coop.vote("OTHER", "2026-12-31");
        assertThat(coop.clerk.post(vote + "/ballots",
                Map.of("shareholderId", coop.holders.get(0), "choice", "YES", "evidence", "手机")).problems())
                .containsExactly("vote.dead");
        coop.decide();
        assertThat(coop.account("HELD", coop.id())).isEqualTo(2_550_000);
        assertThat(coop.account("CULTIVATOR", coop.cultivator(0))).isZero();
        assertThat(coop.clerk.post(coop.path + "/movements", coop.movement("TRANSFER", "2027-01-01",
                List.of(coop.leg(0, 20, 1)), List.of(coop.leg(1, 20, 1)))).problems()).containsExactly("shares.dead");

        coop.clerk.create(coop.path + "/movements", coop.movement("INHERITANCE", "2027-01-01",
                List.of(coop.leg(0, 20, 1)), List.of(coop.leg(1, 20, 3), coop.leg(2, 40, 3))));
        assertThat(coop.account("HELD", coop.id())).isZero();
        assertThat(coop.account("CULTIVATOR", coop.cultivator(1))).isEqualTo(1_275_000 + 850_000);
        assertThat(coop.account("CULTIVATOR", coop.cultivator(2))).isEqualTo(1_275_000 + 1_700_000);
        // What the heirs got is on the list for the bank like everything else.
        JsonNode list = coop.clerk.create(
                "/dividends/" + coop.clerk.fetch(coop.path + "/dividends").path("items").path(0).path("id").asString()
                        + "/payment-lists",
                null);
        assertThat(list.path("amountFen").asLong()).isEqualTo(1_275_000 * 2 + 2_550_000);
        assertThat(coop.account("CULTIVATOR", coop.cultivator(2))).isZero();
        JsonNode register = coop.clerk.fetch(coop.path + "/holdings?on=2027-01-01");
        assertThat(register.path("total").path("numerator").asLong()).isEqualTo(40);
        assertThat(register.path("holdings").path(0).path("shares").path("numerator").asLong()).isEqualTo(50);
        assertThat(register.path("holdings").path(0).path("shares").path("denominator").asLong()).isEqualTo(3);
    }

    @Test
    void whatNobodyInheritsGoesToTheCollective() {
        Cooperative coop = new Cooperative();
        coop.book("INCOME", 60_000);
        coop.decideProvisions();
        coop.clerk.create(coop.path + "/shareholders/" + coop.holders.get(0) + "/death",
                Map.of("diedOn", "2026-08-01"));
        coop.decide();
        coop.holders.add(coop.clerk.create(coop.path + "/shareholders", Map.of()).path("id").asString());
        coop.clerk.create(coop.path + "/movements", coop.movement("INHERITANCE", "2027-01-01",
                List.of(coop.leg(0, 20, 1)), List.of(coop.leg(3, 20, 1))));
        assertThat(coop.account("HELD", coop.id())).isZero();
        assertThat(coop.account("VILLAGE", coop.village.code())).isEqualTo(2_550_000);
    }

    @Test
    void sharesAreNeitherMadeNorLost() {
        Cooperative coop = new Cooperative();
        assertThat(coop.clerk.post(coop.path + "/movements", coop.movement("SPLIT", "2026-05-01",
                List.of(coop.leg(0, 20, 1)), List.of(coop.leg(1, 33, 100), coop.leg(2, 66, 100)))).problemsWithPaths())
                .containsExactly("shares.not-equal @ given");
        assertThat(coop.clerk.post(coop.path + "/movements", coop.movement("TRANSFER", "2026-05-01",
                List.of(coop.leg(1, 11, 1)), List.of(coop.leg(2, 11, 1)))).problems())
                .containsExactly("shares.too-few");
        assertThat(coop.clerk.post(coop.path + "/movements", coop.movement("ADMISSION", "2026-05-01", List.of(),
                List.of(coop.leg(2, 5, 1)))).problems()).containsExactly("shares.vote-needed");
        assertThat(coop.clerk.post(coop.path + "/movements", coop.movement("EXIT", "2026-05-01",
                List.of(coop.leg(0, 0, 1)), List.of())).problems()).contains("shares.number");
        assertThat(coop.clerk.fetch(coop.path + "/holdings?on=2026-06-01").path("total").path("numerator").asLong())
                .isEqualTo(40);
    }

    private static String shares(JsonNode register, int holder) {
        JsonNode exact = register.path("holdings").path(holder).path("shares");
        return exact.path("numerator").asLong() + "/" + exact.path("denominator").asLong();
    }

    @Test
    void aHouseholdSplitsToTheExactShareAndAMemberLeavesByAVote() {
        Cooperative coop = new Cooperative();
        coop.clerk.create(coop.path + "/movements", coop.movement("SPLIT", "2026-05-01",
                List.of(coop.leg(0, 20, 3)), List.of(coop.leg(1, 20, 3))));
        JsonNode split = coop.clerk.fetch(coop.path + "/holdings?on=2026-05-01");
        assertThat(List.of(shares(split, 0), shares(split, 1), shares(split, 2))).containsExactly("40/3", "50/3",
                "10/1");
        String vote = coop.vote("EXIT", "2000-01-01");
        coop.agree(vote, 0, 1);
        coop.clerk.create(vote + "/close", null);
        Map<String, Object> exit = coop.movement("EXIT", "2026-07-01", List.of(coop.leg(2, 10, 1)), List.of());
        assertThat(coop.clerk.post(coop.path + "/movements", exit).problems()).containsExactly("shares.vote-needed");
        exit.put("voteId", vote.substring("/votes/".length()));
        coop.clerk.create(coop.path + "/movements", exit);
        assertThat(coop.clerk.fetch(coop.path + "/holdings?on=2026-06-30").path("total").path("numerator").asLong())
                .as("until then the member has its part").isEqualTo(40);
        JsonNode after = coop.clerk.fetch(coop.path + "/holdings?on=2026-07-01");
        assertThat(after.path("total").path("numerator").asLong()).isEqualTo(30);
        assertThat(after.path("holdings")).hasSize(2);
    }

    @Test
    void aVoteWithoutQuorumDecidesNothing() {
        Cooperative coop = new Cooperative();
        coop.book("INCOME", 1000);
        String vote = coop.vote("PROVISIONS", "2000-01-01");
        coop.agree(vote, 1);
        assertThat(coop.clerk.post(vote + "/ballots",
                Map.of("shareholderId", coop.holders.get(1), "choice", "NO", "evidence", "再投")).problems())
                .containsExactly("constraint.ballot_once");
        assertThat(coop.clerk.create(vote + "/close", null).path("vote").path("outcome").asString())
                .isEqualTo("NO_QUORUM");
        assertThat(coop.clerk.post(vote + "/ballots",
                Map.of("shareholderId", coop.holders.get(0), "choice", "YES", "evidence", "晚了")).problems())
                .containsExactly("vote.closed");
        assertThat(coop.clerk.post(coop.path + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"))
                .problems()).containsExactly("dividend.no-vote");
        String open = coop.vote("OTHER", "2999-12-31");
        assertThat(coop.clerk.post(open + "/close", null).problems()).containsExactly("vote.still-open");
    }

    @Test
    void aHouseholdVotesForItselfAndSeesItsOwn() {
        Cooperative coop = new Cooperative();
        String vote = coop.vote("OTHER", "2999-12-31");
        ApiClient own = users.household(coop.village.farms().get(1).householdId(), coop.village.code());
        own.create(vote + "/ballots", Map.of("shareholderId", coop.holders.get(1), "choice", "NO"));
        assertThat(own.post(vote + "/ballots", Map.of("shareholderId", coop.holders.get(2), "choice", "NO")).status())
                .isEqualTo(404);
        assertThat(own.fetch("/entities").path("items")).hasSize(1);
        assertThat(own.fetch(coop.path + "/holdings?on=2026-06-01").path("holdings")).hasSize(1);
        ApiClient other = users.household(coop.village.other().householdId(), coop.village.otherCode());
        assertThat(other.get(coop.path).status()).isEqualTo(404);
        assertThat(users.office(Role.VILLAGE, coop.village.otherCode()).get(coop.path).status()).isEqualTo(404);
    }
}
