package org.siji.platform.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
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
import static org.assertj.core.api.Assertions.within;

/** The planning figures of a season with three fields of 30.00 mu against the same added up day by day and bill by bill. */
@SijiIntegrationTest
class PlanningTest {

    @Autowired
    TestUsers users;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    PlanningUpkeep upkeep;

    private JsonNode planning(ApiClient client) {
        upkeep.catchUp();
        return client.fetch("/planning?season=2026");
    }

    private static JsonNode harvestOf(JsonNode season) {
        return season.path("operations").valueStream()
                .filter(row -> row.path("operation").asString().equals("HARVEST")).findFirst().orElseThrow();
    }

    @Test
    void aSeasonsFiguresAreWhatItsRecordsAddUpTo() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 0.7);
        season.clerk().post("/contracts/" + season.contractId() + "/settlement", null);
        JsonNode planning = planning(season.clerk());
        JsonNode row = harvestOf(planning.path("current"));
        long done = 0;
        for (int farm = 0; farm < 3; farm++) {
            done += season.measured(farm).path("acceptances").path(0).path("payableCentimu").asLong();
        }
        assertThat(row.path("needs").asLong()).isEqualTo(3);
        assertThat(row.path("doneCentimu").asLong()).isEqualTo(done).isBetween(7800L, 8500L);
        assertThat(row.path("contracts").asLong()).isEqualTo(1);
        assertThat(row.path("grossFen").asLong()).isEqualTo(done * 120);
        JsonNode rates = planning.path("current").path("mechanisation");
        assertThat(rates.path("ploughing").asDouble()).isZero();
        double farmedMu = rates.path("farmedSquareMeters").asDouble() * 15 / 10_000;
        assertThat(rates.path("harvest").asDouble()).isCloseTo(done / 100.0 / farmedMu, within(1e-3));
        assertThat(rates.path("rate").asDouble()).isCloseTo(0.3 * rates.path("harvest").asDouble(), within(1e-9));
        JsonNode sheet = season.clerk().fetch("/contracts/" + season.contractId() + "/settlement");
        JsonNode gain = planning.path("current").path("gain");
        assertThat(gain.path("gaining").asLong()).isEqualTo(sheet.path("lines").size());
        assertThat(gain.path("collectivesFen").asLong() + gain.path("gainFen").asLong()).isEqualTo(done * 20);
        assertThat(planning.path("previous").path("operations")).isEmpty();
        assertThat(planning.path("previous").path("season").asInt()).isEqualTo(2025);
    }

    @Test
    void aWeeksShortageIsTheCountysNeedAgainstItsMachines() {
        Season season = harvest.begin();
        JsonNode needs = season.clerk().fetch("/needs?village=" + season.village().code()).path("items");
        Map<LocalDate, Double> byDay = new TreeMap<>();
        for (JsonNode need : needs) {
            LocalDate from = LocalDate.parse(need.path("windowFrom").asString());
            LocalDate to = LocalDate.parse(need.path("windowTo").asString());
            long days = to.toEpochDay() - from.toEpochDay() + 1;
            from.datesUntil(to.plusDays(1))
                    .forEach(day -> byDay.merge(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                            need.path("areaSquareMeters").asDouble() / days, Double::sum));
        }
        JsonNode weeks = planning(season.clerk()).path("weeks");
        assertThat(weeks).hasSize(byDay.size());
        assertThat(weeks.valueStream().mapToDouble(week -> week.path("contractedSquareMeters").asDouble()).sum())
                .as("all of it is under contract")
                .isCloseTo(byDay.values().stream().mapToDouble(d -> d).sum(), within(0.01));
        SheetTable sheet = SheetReader.read(season.clerk().get("/planning/xlsx?season=2026").body(),
                List.of(SheetColumn.required("monday", "周一"), SheetColumn.required("operation", "作业环节")));
        assertThat(sheet.rows()).hasSize(weeks.size());
        assertThat(sheet.cell(sheet.rows().getFirst(), "monday").text())
                .isEqualTo(weeks.get(0).path("monday").asString());
        for (JsonNode week : weeks) {
            double squareMeters = byDay.getOrDefault(LocalDate.parse(week.path("monday").asString()), 0.0);
            assertThat(week.path("squareMeters").asDouble()).isCloseTo(squareMeters, within(0.01));
            // One machine of 8 mu an hour.
            assertThat(week.path("neededHours").asDouble()).isCloseTo(squareMeters * 15 / 10_000 / 8, within(1e-6));
            assertThat(week.path("availableHours").asDouble()).isEqualTo(70);
            assertThat(week.path("shortHours").asDouble()).isZero();
        }
        season.clerk().create("/needs", Map.of("fieldId", season.village().farms().getFirst().fieldId(), "operation",
                "DRYING", "windowFrom", "2026-08-03", "windowTo", "2026-08-05", "season", 2026, "enteredFor",
                season.village().farms().getFirst().cultivatorId(), "confirmation", Map.of("kind", "WITNESS")));
        JsonNode drying = planning(season.clerk()).path("weeks").valueStream()
                .filter(week -> week.path("operation").asString().equals("DRYING")).findFirst().orElseThrow();
        assertThat(drying.path("availableHours").asDouble()).isZero();
        assertThat(drying.path("neededHours").isNull()).as("nobody can do it").isTrue();
    }

    @Test
    void eachOfficeSeesItsRegionAndItsParts() {
        Season season = harvest.begin();
        String village = season.village().code();
        assertThat(planning(season.county()).path("parts").path(0).path("code").asString())
                .isEqualTo(village.substring(0, 9));
        ApiClient township = users.office(Role.TOWNSHIP, village.substring(0, 9));
        assertThat(planning(township).path("parts").path(0).path("code").asString())
                .isEqualTo(village);
        assertThat(planning(season.clerk()).path("parts")).isEmpty();
        assertThat(season.clerk().get("/planning?region=" + season.village().otherCode()).status()).isEqualTo(404);
        assertThat(users.office(Role.VILLAGE, season.village().otherCode()).fetch("/planning?season=2026")
                .path("current").path("operations")).isEmpty();
    }
}
