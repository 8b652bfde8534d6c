package org.siji.sample;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;

/**
 * How many townships, villages and groups a county of this size has, where they lie and how many parcels each gets: all that
 * must be known before a single village can be made by itself.
 */
final class CountyPlan {

    private static final double CENTRE_LON = 109.9;
    private static final double CENTRE_LAT = 27.8;
    private static final double PARCELS_PER_GROUP = 187.5;
    private static final double GROUPS_PER_VILLAGE = 4.8;
    private static final double PARCELS_PER_HOUSEHOLD = 7.03;
    /** Wider than any village, so that villages never meet. */
    private static final double VILLAGE_PITCH_METERS = 2600;

    private final long seed;
    private final int[] parcelsOfGroup;
    private final int[] householdsBefore;
    private final int villages;
    private final List<SampleTownship> townships;

    CountyPlan(long seed, SampleSize size) {
        this.seed = seed;
        int groups = (int) Math.max(1, Math.round(size.parcels() / PARCELS_PER_GROUP));
        villages = (int) Math.max(1, Math.round(groups / GROUPS_PER_VILLAGE));
        parcelsOfGroup = shareOut(size.parcels(), groups, Dice.of(seed, 1));
        householdsBefore = new int[groups + 1];
        for (int g = 0; g < groups; g++) {
            householdsBefore[g + 1] = householdsBefore[g] + households(g);
        }
        townships = townships(villages < 4 ? 1 : Math.max(2, (villages + 9) / 10));
    }

    private static int[] shareOut(int parcels, int groups, Dice dice) {
        double[] upTo = new double[groups + 1];
        for (int g = 0; g < groups; g++) {
            upTo[g + 1] = upTo[g] + dice.uniform(0.8, 1.2);
        }
        int[] shares = new int[groups];
        for (int g = 0; g < groups; g++) {
            shares[g] = (int) (Math.round(parcels * upTo[g + 1] / upTo[groups])
                    - Math.round(parcels * upTo[g] / upTo[groups]));
        }
        return shares;
    }

    private List<SampleTownship> townships(int count) {
        List<String> names = placeNames(Dice.of(seed, 2));
        List<String> suffixes = SampleWords.listNames("townshipSuffix");
        List<SampleTownship> list = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            list.add(new SampleTownship(SampleCounty.COUNTY_CODE + (100 + t),
                    names.get(t % names.size()) + suffixes.get(t % suffixes.size())));
        }
        return list;
    }

    static List<String> placeNames(Dice dice) {
        List<String> names = new ArrayList<>();
        for (String first : SampleWords.listNames("placeFirst")) {
            for (String second : SampleWords.listNames("placeSecond")) {
                names.add(first + second);
            }
        }
        dice.shuffle(names);
        return names;
    }

    long seed() {
        return seed;
    }

    List<SampleTownship> townships() {
        return townships;
    }

    int villages() {
        return villages;
    }

    int firstGroup(int village) {
        return (int) ((long) village * parcelsOfGroup.length / villages);
    }

    int parcels(int group) {
        return parcelsOfGroup[group];
    }

    int households(int group) {
        return (int) Math.max(3, Math.round(parcelsOfGroup[group] / PARCELS_PER_HOUSEHOLD));
    }

    /** Households of the county in all groups before this one. */
    int householdsBefore(int group) {
        return householdsBefore[group];
    }

    SampleTownship township(int village) {
        return townships.get((int) ((long) village * townships.size() / villages));
    }

    private int numberInTownship(int village) {
        int township = (int) ((long) village * townships.size() / villages);
        int first = (int) (((long) township * villages + townships.size() - 1) / townships.size());
        return village - first;
    }

    String villageCode(int village) {
        return township(village).code() + (200 + numberInTownship(village));
    }

    String villageName(int village) {
        SampleTownship township = township(village);
        List<String> names = placeNames(Dice.of(seed, 3, Long.parseLong(township.code())));
        return names.get(numberInTownship(village)) + SampleWords.listNames("villageSuffix").get(0);
    }

    /** The frame of a village: its origin is the south-west corner of the land. */
    LocalPlane plane(int village) {
        int columns = (int) Math.ceil(Math.sqrt(villages));
        Dice dice = Dice.of(seed, 4, village);
        double x = (village % columns - columns / 2.0) * VILLAGE_PITCH_METERS + dice.uniform(-150, 150);
        int row = village / columns;
        double y = (row - columns / 2.0) * VILLAGE_PITCH_METERS + dice.uniform(-150, 150);
        Coordinate lonLat = new Coordinate();
        LocalPlane.at(CENTRE_LON, CENTRE_LAT).toLonLat(x, y, lonLat);
        return LocalPlane.at(lonLat.x, lonLat.y);
    }
}
