package org.siji.sample;

import java.util.List;

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
