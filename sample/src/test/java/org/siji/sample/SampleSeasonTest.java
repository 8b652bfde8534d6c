package org.siji.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleSeasonTest {

    private static final SampleCounty COUNTY = SampleCounty.generate(7, SampleSize.DEFAULT);

    @ParameterizedTest
    @CsvSource({"1,600", "2,600", "3,750", "4,900", "5,1500", "6,4500", "7,6000", "8,600", "9,600", "10,600"})
    void mishapsStrikeFieldsOfTheirOwn(long seed, int parcels) {
        SampleCounty county = SampleCounty.generate(seed, SampleSize.ofParcels(parcels));
        SampleSeason season = county.season();
        Map<String, SampleNeed> needs = new HashMap<>();
        county.needs().forEach(n -> needs.put(n.id(), n));
        Map<String, String> struck = new HashMap<>();
        struck.put(season.cancelled().needId(), fieldOf(needs, season.cancelled().needId()));
        struck.put(season.halfway().needId(), season.halfway().fieldId());
        struck.put(season.partial().needId(), season.partial().fieldId());
        struck.put(season.refused().needId(), season.refused().fieldId());
        struck.put(season.appealed().needId(), season.appealed().fieldId());
        struck.put(season.objection().needId(), season.objection().fieldId());
        struck.put(season.largeGrower().needId(), season.largeGrower().fieldId());
        assertThat(struck).as("seed %d", seed).hasSize(7);
        assertThat(new HashSet<>(struck.values())).hasSize(7);
        struck.forEach((need, field) -> {
            assertThat(fieldOf(needs, need)).isEqualTo(field);
            assertThat(needs.get(need)).extracting(SampleNeed::operation).isEqualTo(SampleOperation.HARVEST);
        });
        assertThat(needs.values()).noneMatch(n -> n.operation() == SampleOperation.HARVEST
                && n.fieldId().equals(season.refused().elsewhereFieldId()));
    }

    private static String fieldOf(Map<String, SampleNeed> needs, String id) {
        SampleNeed need = needs.get(id);
        assertThat(need).isNotNull();
        return need == null ? "" : need.fieldId();
    }

    @Test
    void needsReferToFieldsAndCultivatorsOfTheirVillage() {
        Map<String, String> fields = new HashMap<>();
        Set<String> cultivators = new HashSet<>();
        COUNTY.villages().forEach(v -> {
            v.fields().forEach(f -> fields.put(f.id(), v.code() + f.cultivatorCode()));
            v.cultivators().forEach(c -> cultivators.add(c.code()));
        });
        Set<String> once = new HashSet<>();
        for (SampleNeed need : COUNTY.needs()) {
            assertThat(fields).containsEntry(need.fieldId(), need.villageCode() + need.cultivatorCode());
            assertThat(cultivators).contains(need.cultivatorCode());
            assertThat(need.windowFrom()).isBeforeOrEqualTo(need.windowTo()).isAfter(need.enteredOn());
            assertThat(need.windowTo()).isBeforeOrEqualTo(Weather.LAST_DAY);
            assertThat(need.confirmation() == SampleNeed.Confirmation.SELF)
                    .isEqualTo(need.enteredBy() == SampleNeed.EnteredBy.HOUSEHOLD);
            assertThat(once.add(need.operation() + need.fieldId())).isTrue();
        }
        long harvest = COUNTY.needs().stream().filter(n -> n.operation() == SampleOperation.HARVEST).count();
        assertThat(harvest).isBetween(2500L, 4000L).isGreaterThan(COUNTY.needs().size() / 2);
    }

    @Test
    void providersHavePricesForTheirMachinesAndCheaperOnesForBlocks() {
        assertThat(COUNTY.providers()).hasSizeBetween(3, 6);
        for (SampleProvider provider : COUNTY.providers()) {
            for (SampleMachine machine : provider.machines()) {
                List<Long> fen = new ArrayList<>();
                for (double mu : new double[]{0.5, 4.99, 5, 49.99, 50, 500}) {
                    fen.add(provider.getPrice(machine.operation(), mu).fen());
                }
                assertThat(fen.get(0)).isEqualTo(fen.get(1)).isGreaterThan(fen.get(2));
                assertThat(fen.get(2)).isEqualTo(fen.get(3)).isGreaterThan(fen.get(4));
                assertThat(fen.get(4)).isEqualTo(fen.get(5)).isPositive();
            }
            assertThat(provider.creditCode()).hasSize(18)
                    .endsWith(String.valueOf(CheckCharacters.ofCreditCode(provider.creditCode().substring(0, 17))));
        }
    }

    @Test
    void weatherIsWarmInJulyAndCoolInNovemberWithSomeRain() {
        List<SampleWeatherDay> days = COUNTY.weather();
        assertThat(days).hasSize(164).allMatch(d -> d.minCelsius() < d.maxCelsius() && d.rainMillimeters() >= 0);
        assertThat(mean(days, 7)).isGreaterThan(mean(days, 11) + 8);
        assertThat(days.stream().filter(d -> d.rainMillimeters() > 0).count()).isBetween(20L, 110L);
    }

    private static double mean(List<SampleWeatherDay> days, int month) {
        return days.stream().filter(d -> d.day().getMonthValue() == month)
                .mapToDouble(d -> (d.minCelsius() + d.maxCelsius()) / 2).average().orElseThrow();
    }

    @Test
    void everyKeyHasItsWordInBothLanguages() {
        SampleSeason season = COUNTY.season();
        List<String> keys = new ArrayList<>(List.of(season.cancelled().reasonKey(), season.halfway().reasonKey(),
                season.partial().reasonKey(), season.objection().reasonKey(), season.fund().nameKey()));
        Arrays.stream(SampleOperation.values()).map(Enum::name).forEach(keys::add);
        for (String key : keys) {
            assertThat(SampleWords.getText(key, Locale.SIMPLIFIED_CHINESE)).isNotBlank()
                    .isNotEqualTo(SampleWords.getText(key, Locale.ENGLISH));
        }
    }
}
