package org.siji.platform.insight;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.siji.platform.api.Operation;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The kept planning figures against the same added up from the records, after each thing that happens in a season. */
@SijiIntegrationTest
class PlanningModelTest {

    private static final RecursiveComparisonConfiguration ALMOST = RecursiveComparisonConfiguration.builder()
            .withComparatorForType((a, b) -> Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
                    ? 0
                    : Double.compare(a, b), Double.class)
            .build();

    /** One played season is enough for all figures. */
    private static final AtomicReference<@Nullable Season> PLAYED = new AtomicReference<>();

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    PlanningUpkeep upkeep;
    @Autowired
    PlanningStore store;
    @Autowired
    PlanningFigures figures;
    @Autowired
    PlatformTransactionManager transactionManager;

    private void keptIsAddedUp(Season season, String after) {
        upkeep.catchUp();
        String village = season.village().code();
        for (String region : List.of(village.substring(0, 6), village.substring(0, 9), village,
                season.village().otherCode())) {
            for (int year : List.of(2026, 2025)) {
                String what = after + ", " + region + " in " + year;
                assertThat(store.weeks(year, region)).as("weeks after " + what)
                        .usingRecursiveFieldByFieldElementComparator(ALMOST)
                        .containsExactlyElementsOf(figures.weeks(year, region));
                assertThat(store.operations(year, region)).as("operations after " + what)
                        .usingRecursiveFieldByFieldElementComparator(ALMOST)
                        .containsExactlyElementsOf(figures.operations(year, region));
                assertThat(store.ground(year, region)).as("ground after " + what).usingRecursiveComparison(ALMOST)
                        .isEqualTo(figures.ground(year, region));
                assertThat(store.gain(year, region)).as("gain after " + what).isEqualTo(figures.gain(year, region));
            }
        }
    }

    /** Samples are written into the tables without an event: as at a server's start, villages without figures are found. */
    private Season begun() {
        Season season = harvest.begin();
        store.markRegion(season.village().county(), true, upkeep.thisYear(), PlanningUpkeep.RECKONING);
        return season;
    }

    /** Fields 0 and 1 are worked whole, of field 2 seven tenths; then people appeal, quarrel, record crops and settle again. */
    private Season played() {
        Season season = begun();
        keptIsAddedUp(season, "signing");
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 0.7);
        keptIsAddedUp(season, "work");
        season.clerk().post("/contracts/" + season.contractId() + "/settlement", null);
        keptIsAddedUp(season, "settling");
        String appeal = season.provider()
                .create("/appeals", Map.of("workOrderId", season.orders().get(2), "reason", "再测一次")).path("id")
                .asString();
        keptIsAddedUp(season, "an appeal");
        season.clerk().create("/appeals/" + appeal + "/measure", Map.of("widthMeters", 2.6));
        keptIsAddedUp(season, "measuring again");
        season.clerk().post("/contracts/" + season.contractId() + "/settlement", null);
        season.provider().create("/disputes",
                Map.of("contractId", season.contractId(), "against", "COLLECTIVE", "claim",
                        "拖欠作业费"));
        keptIsAddedUp(season, "a dispute");
        List<Farm> farms = season.village().farms();
        season.clerk().create("/crop-seasons/bulk", Map.of("season", 2026, "items",
                List.of(Map.of("fieldId", farms.get(0).fieldId(), "crop", "早稻"),
                        Map.of("fieldId", farms.get(0).fieldId(), "crop", "晚稻"),
                        Map.of("fieldId", farms.get(1).fieldId(), "crop", "中稻"))));
        keptIsAddedUp(season, "recording crops");
        JsonNode tillage = season.clerk().create("/needs", Map.of("fieldId", farms.getFirst().fieldId(), "operation",
                "TILLAGE", "windowFrom", "2026-03-30", "windowTo", "2026-04-09", "season", 2026, "enteredFor",
                farms.getFirst().cultivatorId(), "confirmation", Map.of("kind", "SIGNATURE")));
        keptIsAddedUp(season, "one more need");
        assertThat(store.operations(2026, season.village().code())).hasSize(2);
        season.clerk().create("/needs/" + tillage.path("id").asString() + "/cancel", Map.of("reason", "自己耕"));
        keptIsAddedUp(season, "cancelling it");
        assertThat(store.operations(2026, season.village().code())).hasSize(1);
        return season;
    }

    @Test
    void whatIsKeptIsWhatTheRecordsAddUpToAfterEveryEvent() {
        Season season = played();
        JsonNode rates = season.clerk().fetch("/planning?season=2026").path("current").path("mechanisation");
        double field = rates.path("farmedSquareMeters").asDouble() / 3;
        assertThat(rates.path("denominator").asString()).isEqualTo("MIXED");
        assertThat(rates.path("sownSquareMeters").asDouble()).isCloseTo(4 * field, within(1.0));
        assertThat(rates.path("recordedSquareMeters").asDouble()).isCloseTo(2 * field, within(1.0));
        assertThat(season.clerk().fetch("/planning?season=2026").path("current").path("gain").path("disputes").asInt())
                .isEqualTo(1);
    }

    @Test
    void aReplacedProvidersOrdersAreCountedAsTheyStand() {
        Season season = begun();
        season.work(0, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/replacement",
                Map.of("providerId", villages.provider(season.village()), "reason", "机器坏了"));
        keptIsAddedUp(season, "a replacement");
    }

    @Test
    void theServerCatchesUpByItself() throws InterruptedException {
        Season season = harvest.begin();
        Instant end = Instant.now().plusSeconds(60);
        JsonNode planning = season.clerk().fetch("/planning?season=2026");
        while (planning.path("waiting").asInt() > 0) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50);
            planning = season.clerk().fetch("/planning?season=2026");
        }
        assertThat(planning.path("current").path("operations").path(0).path("needs").asInt()).isEqualTo(3);
    }

    @Test
    void whatWaitsIsSaid() {
        String village = harvest.begin().village().code();
        upkeep.catchUp();
        new TransactionTemplate(transactionManager).executeWithoutResult(transaction -> {
            OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);
            assertThat(store.freshness(2026, village).waiting()).isZero();
            store.mark(village, 2026);
            store.mark(village, null);
            PlanningStore.Freshness freshness = store.freshness(2026, village.substring(0, 6));
            assertThat(freshness.waiting()).isEqualTo(1);
            assertThat(freshness.earliest()).isAfter(before.minusSeconds(1))
                    .isBefore(OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(1));
            assertThat(store.freshness(2026, village.substring(0, 11) + "9").waiting()).isZero();
            transaction.setRollbackOnly();
        });
    }

    @Test
    void allIsMadeAgainWhenItIsAskedFor() {
        Season season = harvest.begin();
        upkeep.catchUp();
        String village = season.village().code();
        store.put(2026, village, OffsetDateTime.now(ZoneOffset.UTC), PlanningUpkeep.RECKONING,
                figures.ground(2026, "000000"),
                figures.gain(2026, "000000"), List.of(), List.of());
        assertThat(season.county().create("/planning/rebuild", null).path("villages").asInt()).isEqualTo(2);
        keptIsAddedUp(season, "a rebuild");
        assertThat(season.clerk().post("/planning/rebuild", null).status()).isEqualTo(403);
    }

    private static double opened(ApiClient client, String query) {
        double sum = 0;
        String cursor = "";
        do {
            JsonNode page = client.fetch("/planning/records?season=2026&limit=2&" + query + cursor);
            sum += page.path("items").valueStream().mapToDouble(item -> item.path("amount").asDouble()).sum();
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + UUID.fromString(next);
        } while (!cursor.isEmpty());
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void everyNumberIsTheSumOfWhatItOpens(PlanningFigure figure) {
        Season season = Objects.requireNonNull(PLAYED.updateAndGet(made -> made == null ? played() : made));
        String query = "figure=" + figure;
        JsonNode ofVillage = season.clerk().fetch("/planning/records?season=2026&" + query);
        double total = ofVillage.path("total").asDouble();
        assertThat(opened(season.clerk(), query)).isCloseTo(total, within(1e-6));
        JsonNode ofCounty = season.county().fetch("/planning/records?season=2026&" + query);
        assertThat(ofCounty.path("total").asDouble()).isGreaterThanOrEqualTo(total - 1e-6);
        assertThat(ofCounty.path("items")).isEmpty();
        assertThat(ofCounty.path("parts").valueStream().mapToDouble(part -> part.path("amount").asDouble()).sum())
                .isCloseTo(ofCounty.path("total").asDouble(), within(1e-6));
        JsonNode report = season.clerk().fetch("/planning?season=2026");
        assertThat(total).as("the number on the page").isCloseTo(shown(report, figure), within(1e-6));
        assertThat(total > 0).isEqualTo(figure != PlanningFigure.PLOUGHED && figure != PlanningFigure.PLANTED
                && figure != PlanningFigure.SUBSIDY);
        if (figure.isByWeek()) {
            for (JsonNode week : report.path("weeks")) {
                String ofWeek = query + "&operation=HARVEST&week=" + week.path("monday").asString();
                double shown = switch (figure) {
                    case NEEDED -> week.path("squareMeters").asDouble() * 15 / 10_000;
                    case CONTRACTED -> week.path("contractedSquareMeters").asDouble() * 15 / 10_000;
                    default -> week.path("doneCentimu").asDouble() / 100;
                };
                assertThat(opened(season.clerk(), ofWeek)).isCloseTo(shown, within(1e-6));
            }
        }
    }

    private static double shown(JsonNode report, PlanningFigure figure) {
        JsonNode row = report.path("current").path("operations").path(0);
        JsonNode gain = report.path("current").path("gain");
        JsonNode rates = report.path("current").path("mechanisation");
        double mu = 15 / 10_000.0;
        return switch (figure) {
            case NEEDS -> row.path("needs").asDouble();
            case NEEDED -> row.path("neededSquareMeters").asDouble() * mu;
            case CONTRACTS -> row.path("contracts").asDouble();
            case CONTRACTED -> row.path("contractedSquareMeters").asDouble() * mu;
            case DONE -> row.path("doneCentimu").asDouble() / 100;
            case GROSS -> row.path("grossFen").asDouble();
            case SUBSIDY -> row.path("subsidyFen").asDouble();
            case COLLECTIVES -> gain.path("collectivesFen").asDouble();
            case GAIN -> gain.path("gainFen").asDouble();
            case GAINING -> gain.path("gaining").asDouble();
            case APPEALS -> gain.path("appeals").asDouble();
            case DISPUTES -> gain.path("disputes").asDouble();
            case PLOUGHABLE -> rates.path("ploughableSquareMeters").asDouble() * mu;
            case SOWN -> rates.path("sownSquareMeters").asDouble() * mu;
            case PLOUGHED -> rates.path("ploughing").asDouble() * rates.path("ploughableSquareMeters").asDouble() * mu;
            case PLANTED -> rates.path("planting").asDouble() * rates.path("sownSquareMeters").asDouble() * mu;
            case HARVESTED -> rates.path("harvest").asDouble() * rates.path("sownSquareMeters").asDouble() * mu;
        };
    }

    @Test
    void whatCannotBeOpenedIsSaid() {
        Season season = harvest.begin();
        assertThat(season.clerk().get("/planning/records?figure=NEEDED&week=2026-07-14").problems())
                .containsExactly("planning.no-monday");
        assertThat(season.clerk().get("/planning/records?figure=GROSS&week=2026-07-13").problems())
                .containsExactly("planning.not-by-week");
        assertThat(season.clerk().get("/planning/records?figure=DISPUTES&operation=" + Operation.HARVEST).problems())
                .containsExactly("planning.not-by-operation");
        assertThat(season.clerk().get("/planning/records?figure=UNKNOWN").status()).isEqualTo(400);
        assertThat(season.clerk().get("/planning/records?figure=NEEDS&region=" + season.village().otherCode()).status())
                .isEqualTo(404);
        assertThat(season.clerk().get("/planning/villages?region=" + season.village().otherCode()).status())
                .isEqualTo(404);
        assertThat(
                season.county().fetch("/planning/villages?season=2026").path("items").path(0).path("code").asString())
                .isEqualTo(season.village().code());
    }
}
