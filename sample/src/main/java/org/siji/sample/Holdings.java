package org.siji.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.siji.geo.Area;
import org.siji.money.Share;

/** Who in a group holds which plot: about seven each, scattered over the group's land, a few held together by relatives. */
final class Holdings {

    private final Dice dice;
    private final List<String> plotNames = SampleWords.listNames("plots");

    Holdings(Dice dice) {
        this.dice = dice;
    }

    /**
     * @param merged how many plots from the first one on are leased to one grower: held by one family each, and not by the
     *               grower's own
     * @param grower the grower's household, an index, or -1
     */
    List<SampleParcel> parcels(String issuerCode, List<VillageLand.Ground> ground, List<SampleHousehold> households,
            int merged, int grower) {
        List<Integer> holders = holders(ground.size(), households.size());
        List<SampleParcel> parcels = new ArrayList<>(ground.size());
        for (int i = 0; i < ground.size(); i++) {
            int holder = holders.get(i);
            if (i < merged && holder == grower) {
                holder = (holder + 1) % households.size();
            }
            VillageLand.Ground plot = ground.get(i);
            Area surveyed = new Area(Math.rint(plot.plane().getArea() * 100) / 100);
            parcels.add(new SampleParcel(issuerCode + "%05d".formatted(i + 1), issuerCode,
                    plot.locality() + dice.pick(plotNames), plot.locality(), plot.lonLat(), registeredMu(surveyed),
                    surveyed, tenures(holder, households, i < merged)));
        }
        return parcels;
    }

    private List<Integer> holders(int plots, int households) {
        double[] upTo = new double[households + 1];
        for (int h = 0; h < households; h++) {
            upTo[h + 1] = upTo[h] + dice.uniform(0.6, 1.4);
        }
        List<Integer> holders = new ArrayList<>(plots);
        for (int h = 0; h < households; h++) {
            long count = Math.round(plots * upTo[h + 1] / upTo[households])
                    - Math.round(plots * upTo[h] / upTo[households]);
            holders.addAll(Collections.nCopies((int) count, h));
        }
        dice.shuffle(holders);
        for (int i = 0; i + 2 < plots; i++) {
            if (dice.chance(0.15)) {
                int same = holders.subList(i + 2, plots).indexOf(holders.get(i));
                if (same >= 0) {
                    Collections.swap(holders, i + 1, i + 2 + same);
                }
            }
        }
        return holders;
    }

    private List<SampleParcel.Tenure> tenures(int holder, List<SampleHousehold> households, boolean onlyOne) {
        double chance = dice.uniform(0, 1);
        int parts = onlyOne || chance > 0.05 ? 1 : chance > 0.012 ? 2 : 3;
        List<SampleParcel.Tenure> tenures = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            tenures.add(new SampleParcel.Tenure(households.get((holder + i) % households.size()).code(),
                    new Share(1, parts)));
        }
        return tenures;
    }

    /** The rope and the pace of 1998 against the theodolite: a little less than the ground, one in seventy far off. */
    private BigDecimal registeredMu(Area surveyed) {
        double factor = dice.chance(1 / 70.0) ? dice.uniform(0.55, 1.5) : dice.gauss(0.97, 0.035);
        return BigDecimal.valueOf(Math.max(0.05, surveyed.mu() * factor)).setScale(2, RoundingMode.HALF_UP);
    }
}
