package org.siji.platform.shares;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Ids;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Land valued by area and class, shares without parcels, stakes of others, blocks, and entities that work for others. */
@SijiIntegrationTest
class ValuationsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static String found(ApiClient clerk, SampleVillage village, String kind, String name) {
        return "/entities/" + clerk.create("/entities",
                Map.of("villageCode", village.code(), "name", name, "kind", kind, "foundedOn", "2026-01-01", "classes",
                        List.of(Map.of("code", "A", "name", "普通股"))))
                .path("entity").path("id").asString();
    }

    private String parcel(SampleVillage village, Farm farm, int number, String mu) {
        UUID id = Ids.next();
        String code = village.code() + "01" + String.format("%05d", number);
        jdbc.sql("insert into parcel (id, code, village_code, group_code) values (:id, :code, :village, :group)")
                .param("id", id).param("code", code).param("village", village.code())
                .param("group", village.code() + "01").update();
        jdbc.sql("""
                insert into parcel_version (id, parcel_id, village_code, name, geometry, bbox, registered_mu,
                    geodesic_square_meters, valid_from, recorded_by)
                select :id, :parcel, village_code, name, geometry, bbox, :mu::numeric, area_square_meters, '2020-01-01', 'test'
                from field_version where field_id = :field""").param("id", Ids.next()).param("parcel", id)
                .param("mu", mu).param("field", farm.fieldId()).update();
        jdbc.sql("""
                insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, recorded_by)
                values (:id, :parcel, :household, :village, 1, 1, '2020-01-01', 'test')""").param("id", Ids.next())
                .param("parcel", id).param("household", farm.householdId()).param("village", village.code()).update();
        return code;
    }

    private static String holder(ApiClient clerk, String entity, Map<String, Object> who) {
        return clerk.create(entity + "/shareholders", who).path("id").asString();
    }

    private static Map<String, Object> leg(String holder, String shareClass, long numerator, long denominator) {
        return Map.of("shareholderId", holder, "classCode", shareClass, "numerator", numerator, "denominator",
                denominator);
    }

    private static void admit(ApiClient clerk, String entity, List<Map<String, Object>> given) {
        clerk.create(entity + "/movements", Map.of("kind", "ADMISSION", "effectiveOn", "2026-01-01", "ground", "记录",
                "taken", List.of(), "given", given));
    }

    private static void provisions(ApiClient clerk, String entity, String voter) {
        String vote = "/votes/" + clerk.create(entity + "/votes",
                Map.of("subject", "PROVISIONS", "question", "不提取", "countedBy", "SHARE", "quorumNumerator", 1,
                        "quorumDenominator", 100, "recordOn", "2026-06-01", "closesOn", "2000-01-01",
                        "reserveBasisPoints", 0, "welfareBasisPoints", 0))
                .path("vote").path("id").asString();
        clerk.create(vote + "/ballots", Map.of("shareholderId", voter, "choice", "YES", "evidence", "举手"));
        clerk.create(vote + "/close", null);
    }

    private long account(String kind, Object owner) {
        return jdbc.sql("""
                select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                where a.kind = :kind and a.owner_id = :owner""").param("kind", kind).param("owner", owner.toString())
                .query(Long.class).single();
    }

    @Test
    void landIsValuedByAreaAndClassExactly() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String coop = found(clerk, village, "LAND_SHARE_COOPERATIVE", "合作社");
        Farm farm = village.farms().getFirst();
        String parcel = parcel(village, farm, 1, "12.34");
        String holder = holder(clerk, coop, Map.of("householdId", farm.householdId()));
        Map<String, Object> land = new HashMap<>(
                Map.of("parcelCode", parcel, "landClass", "一等", "validTo", "2036-01-01"));
        Map<String, Object> move = new HashMap<>(Map.of("kind", "ADMISSION", "effectiveOn", "2026-01-01", "ground",
                "入股协议", "taken", List.of(), "given", List.of(leg(holder, "A", 617, 75)), "parcels", List.of(land)));
        assertThat(clerk.post(coop + "/movements", move).problems()).containsExactly("shares.no-rule");
        assertThat(clerk.post(coop + "/contribution-rules", Map.of("landClass", "一等", "numerator", 2, "denominator", 0,
                "validFrom", "2026-01-01", "ground", "章程")).problems()).containsExactly("shares.number");
        // Two thirds of a share a mu: 12.34 mu are 1234 x 2 / 300 = 617/75 shares.
        clerk.create(coop + "/contribution-rules", Map.of("landClass", "一等", "numerator", 2, "denominator", 3,
                "validFrom", "2026-01-01", "ground", "章程第 9 条"));
        JsonNode valued = clerk.get(coop + "/contributable?householdId=" + farm.householdId()
                + "&on=2026-01-01&landClass="
                + java.net.URLEncoder.encode("一等", java.nio.charset.StandardCharsets.UTF_8))
                .json().path(0);
        assertThat(valued.path("areaCentimu").asLong()).isEqualTo(1234);
        assertThat(valued.path("shares").path("numerator").asLong()).isEqualTo(617);
        assertThat(valued.path("shares").path("denominator").asLong()).isEqualTo(75);
        land.put("numerator", 8);
        assertThat(clerk.post(coop + "/movements", move).problems()).contains("shares.not-by-rule");
        land.remove("numerator");
        land.put("areaCentimu", 1235);
        assertThat(clerk.post(coop + "/movements", move).problems()).contains("shares.area-over");
        land.remove("areaCentimu");
        clerk.create(coop + "/movements", move);
        assertThat(clerk.post(coop + "/movements", move).problems()).contains("shares.parcel-twice");
        assertThat(clerk.fetch(coop + "/valuation").path("rules")).hasSize(1);
        assertThat(clerk.fetch("/notices/unpublished?season=2026").path("items").valueStream()
                .map(one -> one.path("kind").asString()).toList()).contains("CONTRIBUTION_RULE", "SHARE_MOVEMENT");
        assertThat(clerk.create("/notices",
                Map.of("kind", "CONTRIBUTION_RULE", "subjectId", coop.substring("/entities/".length()))).path("title")
                .asString()).isEqualTo("合作社入股作价标准");
    }

    @Test
    void sharesWithoutParcelsStandForPartsOfTheUndividedLand() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String coop = found(clerk, village, "SHARES_WITHOUT_PARCELS", "经济合作社");
        List<Map<String, Object>> heads = new ArrayList<>();
        int[] counts = {3, 4, 4};
        for (int i = 0; i < counts.length; i++) {
            heads.add(Map.of("householdId", village.farms().get(i).householdId(), "heads", counts[i]));
        }
        Map<String, Object> allotment = new HashMap<>(Map.of("effectiveOn", "2026-01-01", "ground", "确权公示",
                "classCode", "A", "numerator", 1, "households", heads));
        assertThat(clerk.post(found(clerk, village, "OTHER", "别的") + "/allotments", allotment).problems())
                .containsExactly("shares.with-parcels");
        clerk.create(coop + "/allotments", allotment);
        clerk.create(coop + "/land", Map.of("areaCentimu", 10_000, "validFrom", "2026-01-01", "ground", "实测"));
        JsonNode register = clerk.fetch(coop + "/holdings?on=2026-06-01");
        assertThat(register.path("total").path("numerator").asLong()).isEqualTo(11);
        // 100.00 mu by 3 : 4 : 4; what is left of the hundredths goes to the largest remainders.
        assertThat(register.path("holdings").valueStream().map(one -> one.path("equivalentCentimu").asLong()).toList())
                .containsExactlyInAnyOrder(2727L, 3636L, 3637L);
        assertThat(clerk.post(coop + "/contribution-rules", Map.of("landClass", "一等", "numerator", 1, "validFrom",
                "2026-01-01", "ground", "x")).problems()).containsExactly("shares.without-parcels");
        heads.add(heads.getFirst());
        assertThat(clerk.post(coop + "/allotments", allotment).problems()).containsExactly("shares.household-twice");
        JsonNode own = users.household(village.farms().getFirst().householdId(), village.code())
                .fetch(coop + "/holdings?on=2026-06-01").path("holdings");
        assertThat(own).hasSize(1);
        assertThat(own.path(0).path("equivalentCentimu").asLong()).isEqualTo(2727);
    }

    @Test
    void aBlockHasItsOwnBooksAndDividend() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String coop = found(clerk, village, "LAND_SHARE_COOPERATIVE", "合作社");
        clerk.post(coop + "/blocks", Map.of("code", "E", "name", "东片", "areaCentimu", 6000));
        clerk.post(coop + "/classes", Map.of("code", "E", "name", "东片土地股", "guaranteedFenPerShare", 10_000,
                "blockCode", "E"));
        assertThat(clerk.post(coop + "/classes", Map.of("code", "W", "name", "西片", "blockCode", "W")).problems())
                .containsExactly("entity.block");
        String one = holder(clerk, coop, Map.of("householdId", village.farms().get(0).householdId()));
        String two = holder(clerk, coop, Map.of("householdId", village.farms().get(1).householdId()));
        admit(clerk, coop, List.of(leg(one, "A", 10, 1), leg(two, "E", 7, 1), leg(one, "E", 3, 1)));
        provisions(clerk, coop, two);
        Map<String, Object> income = new HashMap<>(Map.of("season", 2026, "direction", "INCOME", "amountFen", 500_000,
                "purpose", "东片稻谷", "evidence", "发票", "onDate", "2026-10-01", "blockCode", "E"));
        clerk.create(coop + "/bookings", income);
        income.put("blockCode", "X");
        assertThat(clerk.post(coop + "/bookings", income).problems()).containsExactly("entity.block");
        income.remove("blockCode");
        income.put("amountFen", 30_000);
        clerk.create(coop + "/bookings", income);
        JsonNode block = clerk.create(coop + "/dividends",
                Map.of("season", 2026, "recordOn", "2026-12-01", "blockCode", "E"));
        assertThat(block.path("lines")).hasSize(2);
        assertThat(block.path("dividend").path("guaranteedFen").asLong()).isEqualTo(100_000);
        assertThat(block.path("dividend").path("dividendFen").asLong()).isEqualTo(400_000);
        assertThat(clerk.post(coop + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01", "blockCode", "E"))
                .problems()).containsExactly("dividend.decided");
        JsonNode rest = clerk.create(coop + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"));
        assertThat(rest.path("lines")).hasSize(1);
        assertThat(account("CULTIVATOR", village.farms().get(0).cultivatorId())).isEqualTo(150_000 + 30_000);
        assertThat(account("CULTIVATOR", village.farms().get(1).cultivatorId())).isEqualTo(350_000);
        JsonNode statement = clerk.fetch(
                "/households/" + village.farms().get(0).householdId() + "/statement?season=2026");
        assertThat(statement.path("shares")).hasSize(2);
        assertThat(statement.path("checkFen").asLong(-1)).isZero();
    }

    @Test
    void stakesOfTheVillageAProviderAndAnotherEntityGetTheirPart() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String land = found(clerk, village, "LAND_SHARE_COOPERATIVE", "土地合作社");
        String machines = found(clerk, village, "MACHINERY_COOPERATIVE", "农机合作社");
        String provider = villages.provider(village);
        assertThat(clerk.post(machines + "/shareholders",
                Map.of("providerId", provider, "householdId", village.farms().getFirst().householdId())).problems())
                .containsExactly("shareholder.one");
        String self = machines.substring("/entities/".length());
        assertThat(clerk.post(machines + "/shareholders", Map.of("holderEntityId", self)).problems())
                .containsExactly("shareholder.itself");
        String ofVillage = holder(clerk, machines, Map.of());
        String ofProvider = holder(clerk, machines, Map.of("providerId", provider));
        String ofEntity = holder(clerk, machines, Map.of("holderEntityId", land.substring("/entities/".length())));
        admit(clerk, machines,
                List.of(leg(ofVillage, "A", 51, 1), leg(ofProvider, "A", 19, 1), leg(ofEntity, "A", 30, 1)));
        provisions(clerk, machines, ofVillage);
        clerk.create(machines + "/bookings", Map.of("season", 2026, "direction", "INCOME", "amountFen", 100_001,
                "purpose", "作业", "evidence", "发票", "onDate", "2026-10-01"));
        JsonNode decided = clerk.create(machines + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"));
        assertThat(decided.path("lines").valueStream().mapToLong(line -> line.path("dividendFen").asLong()).sum())
                .isEqualTo(100_001);
        assertThat(account("VILLAGE", village.code())).isEqualTo(51_001);
        assertThat(account("PROVIDER", provider)).isEqualTo(19_000);
        assertThat(account("ENTITY", land.substring("/entities/".length()))).isEqualTo(30_000);
        assertThat(account("ENTITY", self)).isZero();
        assertThat(clerk.fetch(land + "/bookings?season=2026").path("incomeFen").asLong()).isEqualTo(30_000);
        assertThat(clerk.fetch(machines + "/holdings?on=2026-12-01").path("holdings").valueStream()
                .map(one -> one.path("name").asString()).toList()).contains("土地合作社", "");
        JsonNode income = clerk.fetch("/villages/" + village.code() + "/income?season=2026");
        assertThat(income.path("items").path(0).path("kind").asString()).isEqualTo("DIVIDEND");
        assertThat(income.path("totalFen").asLong()).isEqualTo(51_001);
    }

    @Test
    void whatAnEntityEarnsAsAProviderArrivesInItsBooks() {
        Season season = harvest.begin();
        String village = season.village().code();
        String machines = found(season.clerk(), season.village(), "MACHINERY_COOPERATIVE", "农机合作社");
        ApiClient neighbour = users.office(Role.VILLAGE, season.village().otherCode());
        assertThat(neighbour.post(machines + "/provider", Map.of("providerId", season.providerId())).status())
                .isEqualTo(404);
        season.county().post(machines + "/provider", Map.of("providerId", season.providerId()));
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        // 90 mu at 100 yuan.
        assertThat(account("PROVIDER", season.providerId())).isZero();
        assertThat(account("ENTITY", machines.substring("/entities/".length()))).isEqualTo(900_000);
        assertThat(season.clerk().fetch(machines + "/bookings?season=2026").path("incomeFen").asLong())
                .isEqualTo(900_000);
        JsonNode accounts = season.clerk().get(machines + "/accounts").json();
        assertThat(accounts.path(0).path("balanceFen").asLong()).isEqualTo(900_000);
        assertThat(accounts).hasSize(5);
        // A piece of work is refused later: what was paid too much goes back and is a cost.
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/send-to-review", Map.of("reason", "x"));
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/review",
                Map.of("decision", "REFUSED", "reason", "x"));
        season.clerk().post(machines + "/provider-income", null);
        assertThat(account("PROVIDER", season.providerId())).isZero();
        assertThat(account("ENTITY", machines.substring("/entities/".length()))).isEqualTo(600_000);
        // The village's fee for bringing both together is income of the collective: 60 mu at 5 yuan are left.
        JsonNode income = season.clerk().fetch("/villages/" + village + "/income?season=2026");
        assertThat(income.path("totalFen").asLong()).isEqualTo(30_000);
        assertThat(income.path("items").valueStream().allMatch(one -> one.path("subject").asString().startsWith("FW-")))
                .isTrue();
    }

    /** 400 random parcels against exact fractions of big integers. */
    @Test
    void theValueOfAnyAreaIsExact() {
        Random random = new Random(20260731);
        for (int i = 0; i < 400; i++) {
            long centimu = 1L + random.nextInt(1_000_000);
            long numerator = 1L + random.nextInt(1000);
            long denominator = 1L + random.nextInt(1000);
            var share = new Valuations.Rule(Ids.next(), "一等", numerator, denominator, java.time.LocalDate.EPOCH, "")
                    .value(centimu);
            assertThat(BigInteger.valueOf(share.numerator()).multiply(BigInteger.valueOf(100L * denominator)))
                    .as("seed 20260731, round %d", i)
                    .isEqualTo(BigInteger.valueOf(share.denominator()).multiply(BigInteger.valueOf(centimu))
                            .multiply(BigInteger.valueOf(numerator)));
        }
    }
}
