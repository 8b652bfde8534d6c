package org.siji.platform.tenancy;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** From the lease to the rent on the ledger, over HTTP. */
@SijiIntegrationTest
class AgreementsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    LandOfVillage land;
    @Autowired
    PlatformTransactionManager transactions;

    /** The first household lets 10.55 mu to the second. */
    private final class Lease {
        final SampleVillage village = villages.make(1, 1);
        final ApiClient clerk = users.office(Role.VILLAGE, village.code());
        final ApiClient county = users.office(Role.COUNTY, village.county());
        final String parcel = land.parcel(village, village.farms().getFirst(), 1, "10.55");

        Map<String, Object> agreement(Map<String, Object> rent) {
            return new HashMap<>(Map.of("parcelCode", parcel, "fromHouseholdCode", village.code() + "010001",
                    "toCultivatorId", village.farms().get(1).cultivatorId(), "kind", "LEASE", "validFrom",
                    "2023-03-01", "validTo", "2026-03-01", "rent", rent));
        }

        String agree(Map<String, Object> rent) {
            return "/transfers/" + clerk.create("/transfers", agreement(rent)).path("transfer").path("id").asString();
        }

        JsonNode due(int year) {
            return clerk.fetch("/transfers/due?village=" + village.code() + "&year=" + year).path("items");
        }

        long account(int farm) {
            return jdbc.sql("""
                    select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                    where a.kind = 'CULTIVATOR' and a.owner_id = :owner""")
                    .param("owner", village.farms().get(farm).cultivatorId().toString()).query(Long.class).single();
        }

        JsonNode register(String on, String more) {
            return clerk.fetch("/land-register?village=" + village.code() + "&on=" + on + more).path("items").path(0);
        }
    }

    @Test
    void aRentIsBilledOnceAlsoWhenAskedTwice() {
        Lease lease = new Lease();
        String transfer = lease.agree(Map.of("fenPerMu", 50_001, "dueMonth", 12, "dueDay", 1));
        JsonNode due = lease.due(2023).path(0);
        // 10.55 mu at 500.01 yuan: 5275.1055.
        assertThat(due.path("amountFen").asLong()).isEqualTo(527_511);
        assertThat(due.path("dueOn").asString()).isEqualTo("2023-12-01");
        assertThat(due.path("status").asString()).isEqualTo("OPEN");
        for (int i = 0; i < 2; i++) {
            assertThat(lease.clerk.create(transfer + "/rents", Map.of("year", 2023)).path("status").asString())
                    .isEqualTo("POSTED");
        }
        assertThat(lease.account(0)).isEqualTo(527_511);
        assertThat(lease.account(1)).isEqualTo(-527_511);
        assertThat(lease.clerk.post(transfer + "/rents", Map.of("year", 2026)).problems())
                .containsExactly("rent.no-year");
    }

    @Test
    void aRentInGrainWaitsForItsPrice() {
        Lease lease = new Lease();
        String transfer = lease
                .agree(Map.of("gramsPerMu", 300_000, "grain", "稻谷", "dueMonth", 10, "dueDay", 15));
        assertThat(lease.due(2024).path(0).path("status").asString()).isEqualTo("HELD");
        assertThat(lease.clerk.post(transfer + "/rents", Map.of("year", 2024)).problems())
                .containsExactly("rent.no-price");
        Map<String, Object> price = new HashMap<>(Map.of("grain", "稻谷", "fenPerKg", 262, "onDate", "2024-10-10",
                "source", "县粮食局通报 7"));
        lease.county.create("/grain-prices", price);
        assertThat(lease.county.post("/grain-prices", price).problems())
                .containsExactly("constraint.grain_price_once");
        price.put("onDate", "2024-10-16");
        price.put("fenPerKg", 999);
        lease.county.create("/grain-prices", price);
        price.put("fenPerKg", 0);
        assertThat(lease.county.post("/grain-prices", price).problems()).containsExactly("grain-price.number");
        // 300 kg x 2.62 yuan x 10.55 mu = 8292.30 yuan: the price after the due day does not count.
        assertThat(lease.clerk.create(transfer + "/rents", Map.of("year", 2024)).path("amountFen").asLong())
                .isEqualTo(829_230);
    }

    @Test
    void anEarlyEndSettlesTheLastYearByItsDaysAndTheLandGoesBack() {
        Lease lease = new Lease();
        String transfer = lease.agree(Map.of("fenPerMu", 50_000));
        assertThat(lease.clerk.post(transfer + "/end", Map.of("on", "2026-03-01", "reason", "x")).problems())
                .containsExactly("transfer.end-day");
        lease.clerk.create(transfer + "/rents", Map.of("year", 2024));
        OffsetDateTime before = jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
        String known = "&known=" + before.toInstant();
        JsonNode then = lease.register("2024-12-01", known);
        UUID tenant = lease.village.farms().get(1).cultivatorId();
        assertThat(then.path("land").path("cultivatorId").asString()).isEqualTo(tenant.toString());
        assertThat(then.path("rent").path("fenPerMu").asLong()).isEqualTo(50_000);

        lease.clerk.create(transfer + "/end", Map.of("on", "2024-09-01", "reason", "承租人外出"));
        // 2024-03-01 to 2024-09-01: 184 of 365 days of 5275.00 yuan.
        assertThat(lease.account(0)).isEqualTo(265_918);
        assertThat(lease.account(1)).isEqualTo(-265_918);
        assertThat(lease.due(2024).path(0).path("returnedFen").asLong()).isEqualTo(527_500 - 265_918);
        assertThat(lease.due(2025)).isEmpty();
        assertThat(lease.clerk.post(transfer + "/end", Map.of("on", "2024-08-01", "reason", "x")).problems())
                .containsExactly("transfer.ended");
        JsonNode now = lease.register("2024-12-01", "");
        assertThat(now.path("land").path("cultivatorId").asString())
                .isEqualTo(lease.village.farms().getFirst().cultivatorId().toString());
        assertThat(now.path("land").path("transferId").isNull()).isTrue();
        // The past as it was known then is still the same.
        assertThat(lease.register("2024-12-01", known)).isEqualTo(then);
        assertThat(lease.register("2024-08-31", "").path("land").path("cultivatorId").asString())
                .isEqualTo(tenant.toString());
    }

    @Test
    void aRenewalIsAnAgreementOfItsOwn() {
        Lease lease = new Lease();
        String transfer = lease.agree(Map.of("fenPerMu", 50_000));
        assertThat(lease.clerk.post(transfer + "/renew", Map.of("validTo", "2026-03-01")).problems())
                .containsExactly("transfer.renew-day");
        JsonNode next = lease.clerk.create(transfer + "/renew",
                Map.of("validTo", "2029-03-01", "rent", Map.of("fenPerMu", 60_000)));
        assertThat(next.path("terms").path("renews").asString()).isEqualTo(transfer.substring("/transfers/".length()));
        assertThat(lease.due(2025).path(0).path("fenPerMu").asLong()).isEqualTo(50_000);
        assertThat(lease.due(2026).path(0).path("fenPerMu").asLong()).isEqualTo(60_000);
        assertThat(lease.register("2027-01-01", "").path("land").path("cultivatorId").asString())
                .isEqualTo(lease.village.farms().get(1).cultivatorId().toString());
        assertThat(lease.clerk.fetch(transfer).path("transfer").path("validTo").asString()).isEqualTo("2026-03-01");
    }

    @Test
    void whatIsWrongIsSaidPlainly() {
        Lease lease = new Lease();
        assertThat(lease.clerk.post("/transfers", lease.agreement(Map.of("gramsPerMu", 300_000))).problems())
                .containsExactly("rent.one-kind");
        assertThat(lease.clerk.post("/transfers",
                lease.agreement(Map.of("fenPerMu", -1, "dueMonth", 2, "dueDay", 30))).problems())
                .containsExactly("rent.negative", "rent.due-day");
        Map<String, Object> stranger = lease.agreement(Map.of("fenPerMu", 1));
        stranger.put("fromHouseholdCode", lease.village.code() + "010002");
        assertThat(lease.clerk.post("/transfers", stranger).problems()).containsExactly("transfer.not-holder");
        String transfer = lease.agree(Map.of("fenPerMu", 1));
        ApiClient other = users.household(lease.village.farms().get(2).householdId(), lease.village.code());
        assertThat(other.get(transfer).status()).isEqualTo(404);
        assertThat(users.household(lease.village.farms().getFirst().householdId(), lease.village.code())
                .get(transfer).status()).isEqualTo(200);
    }

    @Test
    void twoPeopleCannotBillOneRentTogether() {
        Lease lease = new Lease();
        String transfer = lease.agree(Map.of("fenPerMu", 50_000));
        UUID id = UUID.fromString(transfer.substring("/transfers/".length()));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            // The other one has pressed, and his transaction still runs.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 136))").param("key", id.toString())
                    .query(row -> {});
            ApiClient.Answer second = lease.clerk.post(transfer + "/rents", Map.of("year", 2024));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.problems()).containsExactly("rent.busy");
        });
        assertThat(lease.account(0)).isZero();
        ApiClient colleague = users.office(Role.VILLAGE, lease.village.code());
        List<Integer> answers = Stream.of(lease.clerk, colleague, lease.county, lease.clerk).parallel()
                .map(one -> one.post(transfer + "/rents", Map.of("year", 2024)).status()).toList();
        assertThat(answers).contains(201).allMatch(status -> status == 201 || status == 409);
        assertThat(lease.account(0)).isEqualTo(527_500);
        assertThat(lease.account(1)).isEqualTo(-527_500);
    }

    @Test
    void listsComePageByPageAndTheTenantSeesHisOwn() {
        Lease lease = new Lease();
        String first = lease.agree(Map.of("gramsPerMu", 300_000, "grain", "稻谷"));
        Map<String, Object> other = lease.agreement(Map.of("fenPerMu", 40_000));
        other.put("parcelCode", land.parcel(lease.village, lease.village.farms().get(2), 3, "8"));
        other.put("fromHouseholdCode", lease.village.code() + "010003");
        other.put("kind", "SHARE_CONTRIBUTION");
        lease.clerk.create("/transfers", other);
        String list = "/transfers?limit=1&village=" + lease.village.code();
        JsonNode page = lease.clerk.fetch(list);
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").path(0).path("parties").path("holderName").asString()).isEqualTo("王**");
        JsonNode last = lease.clerk.fetch(list + "&cursor=" + page.path("next").asString());
        assertThat(last.path("items").path(0).path("transfer").path("kind").asString())
                .isEqualTo("SHARE_CONTRIBUTION");
        assertThat(last.path("next").isNull()).isTrue();
        assertThat(lease.clerk.fetch("/transfers?kind=LEASE&year=2025").path("items")).hasSize(1);
        assertThat(lease.clerk.fetch("/transfers?year=2027").path("items")).isEmpty();
        assertThat(lease.county.get("/transfers").problems()).containsExactly("tenancy.village");
        JsonNode held = lease.clerk.fetch("/transfers/due?year=2024&status=HELD").path("items");
        assertThat(held).hasSize(1);
        assertThat(held.path(0).path("reason").asString()).contains("稻谷").contains("2024-12-01");
        JsonNode register = lease.clerk.fetch(
                "/land-register?limit=1&on=2024-12-01&village=" + lease.village.code());
        assertThat(register.path("items")).hasSize(1);
        assertThat(lease.clerk.fetch("/land-register?limit=1&on=2024-12-01&village=" + lease.village.code()
                + "&cursor=" + register.path("next").asString()).path("next").isNull()).isTrue();
        ApiClient tenant = users.household(lease.village.farms().get(1).householdId(), lease.village.code());
        assertThat(tenant.fetch("/transfers").path("items")).hasSize(2);
        assertThat(tenant.get(first).status()).isEqualTo(200);
        ApiClient holder = users.household(lease.village.farms().getFirst().householdId(), lease.village.code());
        assertThat(holder.fetch("/transfers").path("items")).hasSize(1);
    }

    @Test
    void aVillagesRentsAreSummedAndBilledInOneGo() {
        Lease lease = new Lease();
        String transfer = lease.agree(Map.of("fenPerMu", 50_001, "dueMonth", 12, "dueDay", 1));
        String second = land.parcel(lease.village, lease.village.farms().get(1), 2, "4.00");
        lease.clerk.create("/transfers", Map.of("parcelCode", second, "fromHouseholdCode",
                lease.village.code() + "010002", "toCultivatorId", lease.village.farms().getFirst().cultivatorId(),
                "kind", "SHARE_CONTRIBUTION", "validFrom", "2023-01-01", "validTo", "2030-01-01", "rent",
                Map.of("gramsPerMu", 300_000, "grain", "稻谷")));
        String totals = "/transfers/due/totals?village=" + lease.village.code() + "&year=2023";
        JsonNode before = lease.county.fetch(totals);
        assertThat(before.path("openFen").asLong()).isEqualTo(527_511);
        assertThat(before.path("held").asInt()).isEqualTo(1);
        assertThat(before.path("postedFen").asLong()).isZero();
        Map<String, Object> request = Map.of("village", lease.village.code(), "year", 2023);
        JsonNode billed = lease.clerk.create("/transfers/rents", request);
        assertThat(billed.path("billed").asInt()).isEqualTo(1);
        assertThat(billed.path("billedFen").asLong()).isEqualTo(527_511);
        assertThat(billed.path("held").asInt()).isEqualTo(1);
        assertThat(lease.clerk.create("/transfers/rents", request).path("billed").asInt()).isZero();
        JsonNode after = lease.clerk.fetch(totals);
        assertThat(after.path("postedFen").asLong()).isEqualTo(527_511);
        assertThat(after.path("openFen").asLong()).isZero();
        assertThat(lease.account(0)).isEqualTo(527_511);
        // Each year that has begun, the latest first; to the household as well.
        JsonNode rents = users.household(lease.village.farms().getFirst().householdId(), lease.village.code())
                .fetch(transfer + "/rents").path("items");
        assertThat(rents).hasSize(3);
        assertThat(rents.path(0).path("year").asInt()).isEqualTo(2025);
        assertThat(rents.path(2).path("status").asString()).isEqualTo("POSTED");
        assertThat(lease.county.get("/transfers/due/totals?year=2023").problems()).containsExactly("tenancy.village");
        assertThat(users.office(Role.VILLAGE, lease.village.otherCode()).get(totals).status()).isEqualTo(404);
    }

    @Test
    void theLandRegisterIsAskedByParcelAndByHousehold() {
        Lease lease = new Lease();
        lease.agree(Map.of("fenPerMu", 50_001));
        String own = land.parcel(lease.village, lease.village.farms().get(2), 7, "3.00");
        String path = "/land-register?village=" + lease.village.code() + "&on=2024-06-01";
        assertThat(lease.clerk.fetch(path).path("items")).hasSize(2);
        assertThat(lease.clerk.fetch(path + "&parcel=" + own).path("items")).hasSize(1);
        // The tenant farms it, the holder holds it: the line is in the register of both.
        for (int farm = 0; farm < 2; farm++) {
            JsonNode items = users.household(lease.village.farms().get(farm).householdId(), lease.village.code())
                    .fetch("/land-register?on=2024-06-01").path("items");
            assertThat(items).hasSize(1);
            assertThat(items.path(0).path("land").path("parcelCode").asString()).isEqualTo(lease.parcel);
            assertThat(lease.clerk.fetch(path + "&household=" + lease.village.farms().get(farm).householdId())
                    .path("items")).hasSize(1);
        }
        lease.clerk.create("/trusteeships",
                Map.of("householdId", lease.village.farms().get(2).householdId(), "trusteeKind",
                        "VILLAGE", "trusteeId", lease.village.code(), "scope", "ALL", "fieldIds",
                        List.of(lease.village.farms().get(2).fieldId()), "validFrom", "2024-01-01", "validTo",
                        "2025-01-01", "feeFenPerMu", 0, "guaranteeFenPerMu", 0));
        assertThat(lease.clerk.fetch(path + "&parcel=" + own).path("items").path(0).path("trust").path("trusteeName")
                .asString()).isEqualTo("青山村");
        assertThat(lease.clerk
                .fetch("/land-register?village=" + lease.village.code() + "&on=2025-01-01&parcel=" + own)
                .path("items").path(0).path("trust").isNull()).isTrue();
    }
}
