package org.siji.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.Machine;
import org.siji.dispatch.Place;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Shift;
import org.siji.dispatch.Span;
import org.siji.dispatch.Travel;
import org.siji.dispatch.WeatherBlock;
import org.siji.dispatch.WorkOrder;
import org.siji.dispatch.WorkOrder.LossSlope;

/**
 * The double-rice rush (双抢) of a terraced county as a dispatch problem: in the second half of July early rice is harvested, the field
 * tilled and late rice transplanted, within days. Villages lie along valleys, high ones ripen later and let only crawlers in; it
 * rains by township, machines break down, some work is promised already.
 */
public final class SampleDispatch {

    private static final LocalDate FROM = LocalDate.of(2026, 7, 10);
    private static final double LON = 110.2;
    private static final double LAT = 27.75;
    private static final double DEGREES_PER_KM_LON = 1 / 98.4;
    private static final double DEGREES_PER_KM_LAT = 1 / 110.8;
    private static final double ROAD_DETOUR_FACTOR = 1.35;
    private static final int VALLEYS = 6;
    private static final int ORDERS_PER_VILLAGE = 60;
    private static final int ORDERS_PER_TOWNSHIP = 600;
    private static final int MACHINES_PER_PROVIDER = 8;
    private static final String CRAWLER = "CRAWLER";
    private static final String DRONE_LICENCE = "DRONE_LICENCE";

    /** What a yield of 450 kg at 2.6 yuan is worth, in fen per mu. */
    private static final double YIELD_FEN_PER_MU = 450 * 260.0;

    /** Of 100 machines; the middle rate in mu/h; fen per hour, km and day. */
    private record Type(String operation, int share, double rateMuPerHour, double roadKmPerHour, long fenPerHour,
            long fenPerKm, long fenPerDay) {}

    private static final List<Type> TYPES = List.of(
            new Type(SampleOperation.HARVEST.name(), 36, 5.5, 18, 9_000, 450, 15_000),
            new Type(SampleOperation.TILLAGE.name(), 28, 5.5, 20, 7_000, 350, 12_000),
            new Type(SampleOperation.TRANSPLANTING.name(), 28, 3.5, 15, 6_000, 300, 12_000),
            new Type(SampleOperation.PLANT_PROTECTION.name(), 8, 45, 30, 8_000, 120, 20_000));

    private record Village(double lon, double lat, String zone, double height, int ripeDay) {}

    private final long seed;
    private final int days;
    private final List<Village> villages = new ArrayList<>();
    private final List<WorkOrder> orders = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();
    private final List<Precedence> ties = new ArrayList<>();
    private final List<WeatherBlock> weather = new ArrayList<>();

    private SampleDispatch(long seed, int days) {
        this.seed = seed;
        this.days = days;
    }

    /** The same for the same numbers, on any machine. */
    public static DispatchProblem of(int orders, int machines, int days, long seed) {
        SampleDispatch sample = new SampleDispatch(seed, days);
        sample.villages(Math.max(3, orders / ORDERS_PER_VILLAGE), Math.max(2, orders / ORDERS_PER_TOWNSHIP));
        sample.orders(orders);
        sample.machines(machines);
        sample.weather();
        return new DispatchProblem(FROM, days, sample.machines, sample.orders, sample.ties, sample.weather,
                sample.promises(), Travel.straight(ROAD_DETOUR_FACTOR));
    }

    private void villages(int count, int townships) {
        Dice dice = Dice.of(seed, 1);
        for (int v = 0; v < count; v++) {
            int valley = v % VALLEYS;
            double along = dice.uniform(-22, 22);
            double kmEast = along + dice.gauss(0, 0.8);
            double kmNorth = (valley - (VALLEYS - 1) / 2.0) * 6 + 0.15 * along + dice.gauss(0, 1.2);
            double height = Math.abs(along) / 22;
            int ripeDay = (int) Math.round((days - 1) * 0.35 * (0.7 * height + dice.uniform(0, 0.3)));
            String zone = "T" + (1 + (int) Math.min(townships - 1, Math.floor((kmEast + 25) / 50 * townships)));
            villages.add(new Village(degrees(LON + kmEast * DEGREES_PER_KM_LON),
                    degrees(LAT + kmNorth * DEGREES_PER_KM_LAT), zone, height, Math.max(0, ripeDay)));
        }
    }

    /** About a decimetre: what a phone's position is good for at best. */
    private static double degrees(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    private void orders(int count) {
        Dice dice = Dice.of(seed, 2);
        for (int field = 1; orders.size() < count; field++) {
            Village village = dice.pick(villages);
            // Terraces follow the slope: a long narrow band around the village.
            double kmEast = dice.gauss(0, 0.9);
            double kmNorth = dice.gauss(0, 0.35) + 0.2 * kmEast;
            Place entry = new Place("F" + field, degrees(village.lon + kmEast * DEGREES_PER_KM_LON),
                    degrees(village.lat + kmNorth * DEGREES_PER_KM_LAT));
            double mu = Math.rint(100 * Math.max(1.5, Math.min(160, dice.logNormal(14 - 6 * village.height, 0.75))))
                    / 100;
            int ripe = Math.max(0, Math.min(days - 1, village.ripeDay + dice.below(3) - 1));
            boolean isSteep = dice.chance(0.1 + 0.5 * village.height);
            double chain = dice.uniform(0, 1);
            if (chain < 0.12) {
                spraying(entry, village, mu, dice);
            } else {
                rush(entry, village, mu, ripe, isSteep, chain < 0.75 ? 3 : 2, count, dice);
            }
        }
    }

    private void spraying(Place entry, Village village, double mu, Dice dice) {
        int first = dice.below(Math.max(1, days - 4));
        int last = Math.min(days - 1, first + 3);
        WorkOrder order = order(entry, village, mu * 3, SampleOperation.PLANT_PROTECTION, first, last);
        orders.add(order.withLoss(Math.min(last, first + 1), slope(order, 0, 0.01))
                .withRequirement(Set.of(DRONE_LICENCE), 0).withInterruptible(false).withPrizeFen(prize(order, 0.05)));
    }

    /** Harvest, tillage and perhaps transplanting of one field, as far as orders are wanted. */
    private void rush(Place entry, Village village, double mu, int ripe, boolean isSteep, int length, int count,
            Dice dice) {
        Set<String> skills = isSteep ? Set.of(CRAWLER) : Set.of();
        int quality = dice.chance(0.05) ? 70 : 0;
        boolean isOneProvider = dice.chance(0.1);
        boolean isSplittable = mu > 60;
        int last = Math.min(days - 1, ripe + Math.max(3, days * 6 / 10));
        WorkOrder harvest = order(entry, village, mu, SampleOperation.HARVEST, ripe, last);
        orders.add(harvest.withLoss(Math.min(last, ripe + 2), slope(harvest, 0, 0.01), slope(harvest, 3, 0.025))
                .withRequirement(skills, quality).withSplittable(isSplittable)
                .withPrizeFen(dice.chance(0.05) ? WorkOrder.MUST_BE_DONE : prize(harvest, 1)));
        if (orders.size() >= count) {
            return;
        }
        WorkOrder tillage = order(entry, village, mu, SampleOperation.TILLAGE, ripe, Math.min(days - 1, last + 2));
        orders.add(tillage.withRequirement(skills, 0).withSplittable(isSplittable)
                .withSameProviderAs(isOneProvider ? harvest.id() : null).withPrizeFen(prize(tillage, 0.15)));
        // The straw has to lie for two hours, and is no longer soft after five days.
        ties.add(new Precedence(harvest.id(), tillage.id(), 120, 5 * Span.MINUTES_PER_DAY));
        if (length < 3 || orders.size() >= count) {
            return;
        }
        int best = Math.min(days - 1, ripe + days / 3);
        WorkOrder transplanting = order(entry, village, mu, SampleOperation.TRANSPLANTING,
                Math.min(days - 1, ripe + 1), days - 1);
        orders.add(transplanting.withLoss(best, slope(transplanting, 0, 0.01), slope(transplanting, 4, 0.03))
                .withSplittable(isSplittable).withPrizeFen(prize(transplanting, 0.6)));
        // The mud settles for twelve hours; weeds are up after six days.
        ties.add(new Precedence(tillage.id(), transplanting.id(), 12 * 60, 6 * Span.MINUTES_PER_DAY));
    }

    private static LossSlope slope(WorkOrder order, int fromDaysLate, double shareOfYieldPerDay) {
        return new LossSlope(fromDaysLate, Math.round(order.mu() * YIELD_FEN_PER_MU * shareOfYieldPerDay));
    }

    private static long prize(WorkOrder order, double shareOfYield) {
        return Math.round(order.mu() * YIELD_FEN_PER_MU * shareOfYield);
    }

    private String id() {
        return "W%05d".formatted(orders.size() + 1);
    }

    private WorkOrder order(Place entry, Village village, double mu, SampleOperation operation, int first, int last) {
        return WorkOrder.of(id(), entry, mu, operation.name(), first, last).withZone(village.zone);
    }

    private void machines(int count) {
        Dice dice = Dice.of(seed, 3);
        int providers = Math.max(1, count / MACHINES_PER_PROVIDER);
        List<Village> homes = new ArrayList<>();
        for (int p = 0; p < providers; p++) {
            homes.add(dice.pick(villages));
        }
        for (int m = 0; m < count; m++) {
            Type type = type(m * 100.0 / count);
            int provider = dice.below(providers);
            Village home = homes.get(provider);
            Place depot = new Place("P" + (provider + 1), home.lon, home.lat);
            Set<String> skills = new HashSet<>();
            if (dice.chance(0.6)) {
                skills.add(CRAWLER);
            }
            if (type.operation.equals(SampleOperation.PLANT_PROTECTION.name())) {
                skills.add(DRONE_LICENCE);
            }
            Map<String, Double> rates = new HashMap<>();
            rates.put(type.operation, Math.rint(10 * type.rateMuPerHour * dice.uniform(0.75, 1.25)) / 10);
            int begin = 5 * 60 + 30 + 30 * dice.below(4);
            Machine machine = Machine
                    .of("M%03d".formatted(m + 1), depot, rates, type.roadKmPerHour,
                            Shift.of(begin, begin + 12 * 60 + 30, new Span(12 * 60, 13 * 60 + 30)), 0, days - 1)
                    .withProvider("P" + (provider + 1)).withQualification(skills, 40 + dice.below(60))
                    .withCosts(type.fenPerHour, type.fenPerKm, type.fenPerDay);
            if (dice.chance(0.7)) {
                machine = machine.withHomeEveryNight();
            }
            if (dice.chance(0.08)) {
                int broken = dice.below(days) * Span.MINUTES_PER_DAY + 60 * (6 + dice.below(10));
                machine = machine.withDown(List.of(new Span(broken, broken + 60 * (8 + dice.below(40)))));
            }
            machines.add(machine);
        }
    }

    private static Type type(double percentile) {
        double left = percentile;
        for (Type type : TYPES) {
            left -= type.share;
            if (left < 0) {
                return type;
            }
        }
        return TYPES.get(0);
    }

    private void weather() {
        Dice dice = Dice.of(seed, 4);
        Set<String> onGround = Set.of(SampleOperation.HARVEST.name());
        villages.stream().map(Village::zone).distinct().sorted().forEach(zone -> {
            for (int day = 0; day < days; day++) {
                int midnight = day * Span.MINUTES_PER_DAY;
                if (dice.chance(0.22)) {
                    int from = midnight + 60 * (4 + dice.below(13));
                    int to = from + 60 * (1 + dice.below(6));
                    weather.add(new WeatherBlock(zone, Set.of(), new Span(from, to)));
                    weather.add(new WeatherBlock(zone, onGround, new Span(to, to + 60 * (2 + dice.below(3)))));
                }
                if (dice.chance(0.4)) {
                    weather.add(new WeatherBlock(zone, Set.of(SampleOperation.PLANT_PROTECTION.name()),
                            new Span(midnight + 11 * 60, midnight + 16 * 60)));
                }
            }
        });
    }

    /** One machine in twenty has promised to be somewhere near on the first dry day. */
    private List<Frozen> promises() {
        List<Frozen> promises = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int m = 0; m < machines.size(); m += 20) {
            Machine machine = machines.get(m);
            if (!machine.down().isEmpty()) {
                continue;
            }
            for (WorkOrder order : orders) {
                double rate = machine.rateMuPerHour().getOrDefault(order.operation(), 0.0);
                if (order.operation().equals(SampleOperation.HARVEST.name()) && machine.isAbleTo(order)
                        && order.mu() < 6 * rate && isDry(order, order.firstDay()) && taken.add(order.id())) {
                    promises.add(Frozen.onDay(order.id(), machine.id(), order.firstDay()));
                    break;
                }
            }
        }
        return promises;
    }

    private boolean isDry(WorkOrder order, int day) {
        Span today = Span.ofDays(day, day);
        return weather.stream().noneMatch(block -> block.concerns(order)
                && block.span().fromMinute() < today.toMinute() && block.span().toMinute() > today.fromMinute());
    }
}
