package org.siji.platform.market;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class PricesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> price(String operation, double minAreaMu, long fen) {
        return Map.of("operation", operation, "minAreaMu", minAreaMu, "fenPerMu", fen);
    }

    private static Map<String, Object> list(String validFrom, List<Map<String, Object>> prices) {
        return Map.of("validFrom", validFrom, "prices", prices);
    }

    @Test
    void everythingWrongWithAPriceListIsSaidAtOnce() {
        String id = villages.provider(villages.make());
        ApiClient provider = users.provider(UUID.fromString(id));
        ApiClient.Answer answer = provider.put("/providers/" + id + "/prices",
                list("2026-03-01", List.of(price("HARVEST", 0, -1), price("HARVEST", 0.005, 100),
                        price("TILLAGE", 0, 100), price("TILLAGE", 0, 90), Map.of("minAreaMu", 0))),
                2);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problemsWithPaths()).containsExactly("price.negative @ prices[0].fenPerMu",
                "price.area @ prices[1].minAreaMu", "price.twice @ prices[3].minAreaMu",
                "required @ prices[4].operation", "required @ prices[4].fenPerMu");
        assertThat(answer.json().path("detail").asString()).isEqualTo("价格不能是负数，收到 -1");
        assertThat(provider.put("/providers/" + id + "/prices", list("2026-03-01",
                List.of(price("TILLAGE", 10, 80), price("HARVEST", 0, 100), price("HARVEST", 50, 101))), 2)
                .problems()).containsExactly("price.single-missing", "price.larger-dearer");
        assertThat(provider.fetch("/providers/" + id + "/prices?on=2026-05-01").path("prices")).hasSize(2);
    }

    @Test
    void twoPeopleEditOneList() {
        String id = villages.provider(villages.make());
        ApiClient provider = users.provider(UUID.fromString(id));
        Map<String, Object> list = list("2026-03-01", List.of(price("HARVEST", 0, 9000)));
        ApiClient.Answer read = provider.get("/providers/" + id);
        assertThat(read.header("ETag")).isEqualTo("\"2\"");
        assertThat(provider.send("PUT", "/providers/" + id + "/prices", list, Map.of()).status()).isEqualTo(428);
        assertThat(provider.put("/providers/" + id + "/prices", list, 2).status()).isEqualTo(200);
        ApiClient.Answer second = provider.put("/providers/" + id + "/prices", list, 2);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.problems()).containsExactly("edit.conflict");
    }

    @Test
    void aListHoldsUntilTheNextBeginsAndACorrectionKeepsTheOldOne() {
        String id = villages.provider(villages.make());
        ApiClient provider = users.provider(UUID.fromString(id));
        String path = "/providers/" + id + "/prices";
        provider.put(path, list("2026-06-01", List.of(price("HARVEST", 0, 9000))), 2);
        provider.put(path, list("2026-06-01", List.of(price("HARVEST", 0, 9500))), 3);
        assertThat(provider.fetch(path + "?on=2026-05-31").path("prices").get(0).path("fenPerMu").asLong())
                .isEqualTo(12000);
        assertThat(provider.fetch(path + "?on=2026-06-01").path("prices").get(0).path("fenPerMu").asLong())
                .isEqualTo(9500);
        assertThat(provider.fetch(path + "?on=2025-12-31").path("validFrom").isNull()).isTrue();
        assertThat(jdbc.sql("""
                select p.fen_per_mu from price p join price_list l on l.id = p.price_list_id
                where l.provider_id = :id and l.valid_from = '2026-06-01' and l.recorded_until is not null""")
                .param("id", UUID.fromString(id)).query(Long.class).single()).isEqualTo(9000);
        assertThatThrownBy(() -> jdbc.sql("update price set fen_per_mu = 1").update())
                .hasRootCauseMessage("ERROR: permission denied for table price");
    }

    @Test
    void contactsAreEncryptedAndMasked() {
        SampleVillages.SampleVillage village = villages.make();
        String id = villages.provider(village);
        var view = users.office(Role.VILLAGE, village.code()).fetch("/providers/" + id);
        assertThat(view.path("contactNameMasked").asString()).isEqualTo("李*");
        assertThat(view.path("phoneMasked").asString()).isEqualTo("138****5678");
        byte[] phone = jdbc.sql("select phone from provider where id = :id").param("id", UUID.fromString(id))
                .query((row, i) -> row.getBytes(1)).single();
        assertThat(new String(phone, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("138");
    }

    @Test
    void aProviderSeesAndPricesOnlyItself() {
        SampleVillages.SampleVillage village = villages.make();
        String mine = villages.provider(village);
        String theirs = villages.provider(village);
        ApiClient provider = users.provider(UUID.fromString(mine));
        assertThat(provider.fetch("/providers").path("items")).singleElement()
                .satisfies(item -> assertThat(item.path("id").asString()).isEqualTo(mine));
        for (String path : List.of("", "/prices")) {
            assertThat(provider.get("/providers/" + theirs + path).status()).isEqualTo(404);
        }
        Map<String, Object> list = list("2026-03-01", List.of(price("HARVEST", 0, 1)));
        assertThat(provider.put("/providers/" + theirs + "/prices", list, 2).status()).isEqualTo(404);
        assertThat(provider.post("/providers", Map.of("name", "x")).problems()).containsExactly("access.role");
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.get("/providers/" + theirs + "/prices").status()).isEqualTo(200);
        assertThat(household.put("/providers/" + theirs + "/prices", list, 2).problems())
                .containsExactly("access.role");
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(clerk.post("/providers", Map.of("name", "x")).problems()).containsExactly("access.role");
        ApiClient county = users.office(Role.COUNTY, village.county());
        assertThat(county.post("/providers", Map.of("name", " ")).problemsWithPaths())
                .containsExactly("required @ name");
        String name = county.fetch("/providers/" + mine).path("name").asString();
        assertThat(county.post("/providers", Map.of("name", name)).problems())
                .containsExactly("constraint.provider_name");
    }
}
