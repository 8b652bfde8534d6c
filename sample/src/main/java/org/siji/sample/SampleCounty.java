package org.siji.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A whole made-up county in memory.
 *
 * @param code six digits, {@value SampleCounty#COUNTY_CODE}: Huaihua's prefix with an ending given to no county
 * @param needs of the season, ordered by id
 * @param weather one row per day of the season
 */
public record SampleCounty(long seed, SampleSize size, String code, String name, List<SampleTownship> townships,
        List<SampleVillage> villages, List<SampleProvider> providers, List<SampleNeed> needs,
        List<SampleWeatherDay> weather, SampleSeason season) {

    /** GB/T 2260 has no such county. */
    public static final String COUNTY_CODE = "431299";

    public SampleCounty {
        townships = List.copyOf(townships);
        villages = List.copyOf(villages);
        providers = List.copyOf(providers);
        needs = List.copyOf(needs);
        weather = List.copyOf(weather);
    }

    /**
     * Makes a county with all that belongs to its season.
     *
     * @throws IllegalArgumentException below {@value SampleSize#MIN_PARCELS_FOR_SEASON} parcels, where the season's mishaps
     *                                  would find no block large enough
     */
    public static SampleCounty generate(long seed, SampleSize size) {
        if (size.parcels() < SampleSize.MIN_PARCELS_FOR_SEASON) {
            throw new IllegalArgumentException("too small for a season: " + size);
        }
        CountyPlan plan = new CountyPlan(seed, size);
        List<SampleVillage> villages = new ArrayList<>();
        forEachVillage(seed, size, villages::add);
        List<SampleProvider> providers = Providers.of(plan);
        List<SampleNeed> needs = Needs.of(seed, villages);
        return new SampleCounty(seed, size, COUNTY_CODE, SampleWords.listNames("county").get(0), plan.townships(),
                villages, providers, needs, Weather.season(Dice.of(seed, 40)),
                SeasonPlanner.plan(villages, needs, providers));
    }

    /** The land and people of a county of any size, one village in memory at a time; the same villages as in the list. */
    public static void forEachVillage(long seed, SampleSize size, Consumer<SampleVillage> consumer) {
        CountyPlan plan = new CountyPlan(seed, size);
        for (int village = 0; village < plan.villages(); village++) {
            consumer.accept(new VillageMaker(plan, village).make());
        }
    }

    public List<SampleHousehold> households() {
        return villages.stream().flatMap(v -> v.households().stream()).toList();
    }

    public List<SampleParcel> parcels() {
        return villages.stream().flatMap(v -> v.parcels().stream()).toList();
    }

    public List<SampleField> fields() {
        return villages.stream().flatMap(v -> v.fields().stream()).toList();
    }
}
