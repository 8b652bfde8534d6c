package org.siji.platform.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.insight.PlanningFigures.Gain;
import org.siji.platform.insight.PlanningFigures.Ground;
import org.siji.platform.insight.PlanningFigures.OperationFigures;
import org.siji.platform.insight.PlanningFigures.WeekArea;
import org.siji.platform.insight.PlanningStore.Machines;
import org.siji.platform.insight.PlanningStore.PartRow;
import org.siji.platform.insight.PlanningStore.Shortage;
import org.springframework.stereotype.Component;

/** What the planning page says of a region: the kept figures, against the county's machines and the season before. */
@Component
class Planning {

    /** A machine's day in the season, by which its rate becomes hours that are there. */
    static final double HOURS_PER_DAY = 10;

    private static final int COUNTY_DIGITS = 6;
    private static final int TOWNSHIP_DIGITS = 9;
    private static final int VILLAGE_DIGITS = 12;
    private static final double MU_PER_SQUARE_METER = 15 / 10_000.0;

    private final PlanningStore store;
    private final Clock clock;

    Planning(PlanningStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * An operation's week, from Monday: what the region needs, and what the whole county needs of the machines that it shares.
     *
     * @param squareMeters    of the region's needs; each need is spread evenly over the days of its window
     * @param plannedCentimu  by the villages' agreed production plans
     * @param neededHours     of the region, at the mean rate of the county's machines; null when no machine can do it
     * @param countyHours     needed by the whole county
     * @param availableHours  of all machines in service that can do it, seven days of {@link #HOURS_PER_DAY}; a machine that can do
     *                        two operations counts for both
     * @param shortHours      what the county lacks in that week; null when no machine can do it at all
     */
    record Week(Operation operation, LocalDate monday, double squareMeters, double contractedSquareMeters,
            long doneCentimu, long plannedCentimu, @Nullable Double neededHours, @Nullable Double countyHours,
            double availableHours, @Nullable Double shortHours) {}

    /** By which area the rates of planting and harvest are reckoned. */
    enum Denominator {
        /** No crop is recorded: the area that is farmed, once. */
        FARMED,
        /** Sown area where crops are recorded, farmed area where not. */
        MIXED,
        /** Crops are recorded everywhere: the area sown with them, a field once for each. */
        SOWN
    }

    /**
     * How far the work is done by machine: 0.4 of ploughing + 0.3 of planting + 0.3 of harvest (NY/T 1408.1-2007, formula for A).
     * Ploughing is the part of the ploughable ground, each field once; planting and harvest are the parts of the sown area.
     */
    record Mechanisation(double farmedSquareMeters, double ploughableSquareMeters, double sownSquareMeters,
            double recordedSquareMeters, Denominator denominator, double ploughing, double planting, double harvest,
            double rate) {

        static Mechanisation of(Ground ground) {
            Denominator denominator = Denominator.MIXED;
            if (ground.recorded() == 0) {
                denominator = Denominator.FARMED;
            } else if (ground.recorded() >= ground.ploughable() * (1 - 1e-9)) {
                denominator = Denominator.SOWN;
            }
            double ploughing = share(ground.ploughed(), ground.ploughable());
            double planting = share(ground.planted(), ground.sown());
            double harvest = share(ground.harvested(), ground.sown());
            return new Mechanisation(ground.farmed(), ground.ploughable(), ground.sown(), ground.recorded(),
                    denominator, ploughing, planting, harvest, 0.4 * ploughing + 0.3 * planting + 0.3 * harvest);
        }

        private static double share(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }
    }

    record Season(int season, List<OperationFigures> operations, Mechanisation mechanisation, Gain gain) {}

    /**
     * A township of a county, a village of a township.
     *
     * @param shortSquareMeters of its needs that find no machine when each week's shortage is spread over all who need that operation
     *                          then: in proportion, because the machines move about the county
     * @param mechanisation     this season's and the one before's rate, 0 to 1
     */
    record Part(String code, double neededSquareMeters, double contractedSquareMeters, long doneCentimu, long grossFen,
            long subsidyFen, long collectivesFen, long gainFen, long gaining, long disputes, double shortSquareMeters,
            double mechanisation, double mechanisationBefore) {}

    /**
     * @param asOf    everything recorded before counts; what is newer may not yet
     * @param waiting villages whose figures are being made again
     */
    record Report(String region, OffsetDateTime asOf, int waiting, double hoursPerDay, List<Week> weeks,
            Season current, Season previous, List<Part> parts) {}

    Report report(int season, String prefix) {
        PlanningStore.Freshness freshness = store.freshness(season, prefix);
        OffsetDateTime asOf = Objects.requireNonNullElse(freshness.earliest(), OffsetDateTime.now(clock));
        Map<Operation, Machines> machines = machines(prefix);
        List<Week> county = weeks(season, county(prefix), machines);
        List<Week> weeks = prefix.length() <= COUNTY_DIGITS
                ? county
                : weeksOf(store.weeks(season, prefix), county, machines);
        List<Part> parts = prefix.length() >= VILLAGE_DIGITS
                ? List.of()
                : parts(season, prefix, prefix.length() < TOWNSHIP_DIGITS ? TOWNSHIP_DIGITS : VILLAGE_DIGITS, county);
        return new Report(prefix, asOf, freshness.waiting(), HOURS_PER_DAY, weeks, season(season, prefix),
                season(season - 1, prefix), parts);
    }

    OffsetDateTime asOf(int season, String prefix) {
        return Objects.requireNonNullElse(store.freshness(season, prefix).earliest(), OffsetDateTime.now(clock));
    }

    /** The region's villages, for a map. */
    List<Part> villages(int season, String prefix) {
        return parts(season, prefix, VILLAGE_DIGITS, weeks(season, county(prefix), machines(prefix)));
    }

    private Season season(int year, String prefix) {
        return new Season(year, store.operations(year, prefix), Mechanisation.of(store.ground(year, prefix)),
                store.gain(year, prefix));
    }

    private Map<Operation, Machines> machines(String prefix) {
        Map<Operation, Machines> machines = new HashMap<>();
        store.machines(county(prefix)).forEach(one -> machines.put(one.operation(), one));
        return machines;
    }

    private List<Week> weeks(int season, String county, Map<Operation, Machines> machines) {
        List<WeekArea> areas = store.weeks(season, county);
        return areas.stream().map(area -> week(area, area.neededSquareMeters(), machines.get(area.operation())))
                .toList();
    }

    private static List<Week> weeksOf(List<WeekArea> own, List<Week> county, Map<Operation, Machines> machines) {
        Map<String, Double> needed = new HashMap<>();
        county.forEach(week -> needed.put(week.operation() + " " + week.monday(), week.squareMeters()));
        return own.stream().map(area -> week(area,
                needed.getOrDefault(area.operation() + " " + area.monday(), area.neededSquareMeters()),
                machines.get(area.operation()))).toList();
    }

    private static Week week(WeekArea area, double countySquareMeters, @Nullable Machines machines) {
        double available = machines == null ? 0 : machines.machines() * 7 * HOURS_PER_DAY;
        Double needed = hours(area.neededSquareMeters(), machines);
        Double county = hours(countySquareMeters, machines);
        return new Week(area.operation(), area.monday(), area.neededSquareMeters(), area.contractedSquareMeters(),
                area.doneCentimu(), area.plannedCentimu(), needed, county, available,
                county == null ? null : Math.max(0, county - available));
    }

    private static @Nullable Double hours(double squareMeters, @Nullable Machines machines) {
        return machines == null ? null : squareMeters * MU_PER_SQUARE_METER / machines.muPerHour();
    }

    private List<Part> parts(int season, String prefix, int digits, List<Week> county) {
        List<Shortage> shortages = county.stream().filter(week -> lacking(week) > 0)
                .map(week -> new Shortage(week.operation(), week.monday(), lacking(week))).toList();
        Map<String, Double> lacking = store.shortSquareMeters(season, prefix, digits, shortages);
        return store.parts(season, prefix, digits).stream()
                .map(row -> part(row, lacking.getOrDefault(row.code(), 0.0))).toList();
    }

    /** The share of the county's needs of a week that finds no machine. */
    private static double lacking(Week week) {
        Double lacking = week.shortHours();
        Double county = week.countyHours();
        if (lacking == null || county == null) {
            return week.squareMeters() > 0 ? 1 : 0;
        }
        return county == 0 ? 0 : lacking / county;
    }

    private static Part part(PartRow row, double shortSquareMeters) {
        Ground now = new Ground(0, row.ploughable(), row.sown(), 0, row.ploughed(), row.planted(), row.harvested());
        Ground before = new Ground(0, row.ploughableBefore(), row.sownBefore(), 0, row.ploughedBefore(),
                row.plantedBefore(), row.harvestedBefore());
        return new Part(row.code(), row.neededSquareMeters(), row.contractedSquareMeters(), row.doneCentimu(),
                row.grossFen(), row.subsidyFen(), row.collectivesFen(), row.gainFen(), row.gaining(), row.disputes(),
                shortSquareMeters, Mechanisation.of(now).rate(), Mechanisation.of(before).rate());
    }

    static String county(String prefix) {
        return prefix.substring(0, Math.min(COUNTY_DIGITS, prefix.length()));
    }

    /** Of the parts of a region; a village's parts are its records. */
    static int digitsBelow(String prefix) {
        return prefix.length() < TOWNSHIP_DIGITS ? TOWNSHIP_DIGITS : VILLAGE_DIGITS;
    }

    static boolean isVillage(String prefix) {
        return prefix.length() == VILLAGE_DIGITS;
    }
}
