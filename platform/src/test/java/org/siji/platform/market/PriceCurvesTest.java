package org.siji.platform.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.geo.PayableArea;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.market.PriceCurves.Next;
import org.siji.platform.market.PriceCurves.Step;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class PriceCurvesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    /** A list: a price for a single plot, and lower or equal ones for more. */
    private static List<PriceClass> list(Random random) {
        List<PriceClass> classes = new ArrayList<>();
        long from = 0;
        long price = 9_000L + random.nextInt(4_000);
        for (int i = 0; i <= random.nextInt(5); i++) {
            classes.add(new PriceClass(from, price));
            from += 1L + random.nextInt(700);
            price -= random.nextInt(600);
        }
        return classes;
    }

    /** Asks every list at every hundredth of a mu, one after the other, as a contract would. */
    @Test
    void theCurveIsWhatTheListsSayAtEveryHundredthOfAMu() {
        Random random = new Random(20261128);
        for (int round = 0; round < 40; round++) {
            List<List<PriceClass>> lists = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                lists.add(list(random));
            }
            List<Step> best = PriceCurves.best(lists.stream().map(classes -> classes.stream()
                    .map(each -> new Step(each.minCentimu(), each.fenPerMu())).toList()).toList());
            for (long centimu = 0; centimu <= 3_500; centimu++) {
                PayableArea area = new PayableArea(centimu);
                long lowest = lists.stream().mapToLong(classes -> PriceClass.priceFor(area, classes)).min()
                        .orElseThrow();
                assertThat(PriceCurves.priceAt(best, centimu)).as("round %d at %d", round, centimu)
                        .isEqualTo(lowest);
            }
            long at = random.nextInt(3_000);
            long paid = at + random.nextInt(2_000);
            Next next = PriceCurves.next(best, at, paid);
            long now = PriceCurves.priceAt(best, at);
            long missing = 1;
            while (missing <= 3_500 && PriceCurves.priceAt(best, at + missing) >= now) {
                missing++;
            }
            if (missing > 3_500) {
                assertThat(next).isNull();
            } else {
                Next found = Objects.requireNonNull(next);
                assertThat(found.missingCentimu()).as("round %d", round).isEqualTo(missing);
                long then = PriceCurves.priceAt(best, at + missing);
                assertThat(found.fenPerMu()).isEqualTo(then);
                assertThat(found.savingFen()).isEqualTo(Math.round((now - then) * paid / 100.0));
            }
        }
    }

    @Test
    void aClerkSeesHowMuchIsMissingToTheNextPrice() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String providerId = villages.provider(village);
        SampleVillage elsewhere = villages.make(1);
        villages.provider(elsewhere);
        String outside = villages.provider(village);
        assertThat(users.provider(UUID.fromString(outside)).put("/providers/" + outside + "/service-area",
                Map.of("regions", List.of(village.otherCode())), 2).status()).isEqualTo(200);
        String need = clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
        JsonNode curve = clerk.fetch("/bundles/" + bundle + "/price-curve");
        assertThat(curve.path("contiguousCentimu").asLong()).isEqualTo(3000);
        assertThat(curve.path("fenPerMu").asLong()).isEqualTo(12_000);
        assertThat(curve.path("next").path("missingCentimu").asLong()).as("50 mu").isEqualTo(2000);
        assertThat(curve.path("next").path("fenPerMu").asLong()).isEqualTo(10_000);
        assertThat(curve.path("next").path("savingFen").asLong()).as("20 yuan for each of 30 mu").isEqualTo(60_000);
        assertThat(curve.path("providers")).as("neither another county's nor one that says it works elsewhere")
                .hasSize(1);
        assertThat(curve.path("providers").path(0).path("providerId").asString()).isEqualTo(providerId);
        assertThat(users.office(Role.VILLAGE, village.otherCode()).get("/bundles/" + bundle + "/price-curve").status())
                .isEqualTo(404);
    }
}
