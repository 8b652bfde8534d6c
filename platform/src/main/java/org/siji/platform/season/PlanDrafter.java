package org.siji.platform.season;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.demand.NeedWindows;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.tenancy.GrownCrops;
import org.springframework.stereotype.Component;

/**
 * Drafts a village's production plan: what grew last season (or is recorded for this one already), in the weeks in which people want the
 * work or wanted it last season, moved within each crop's window where the village's part of the county's machine hours is short. Its
 * part is that of its land, so that one village's draft does not depend on who drafted before.
 */
@Component
class PlanDrafter {

    /** As the planning figures count them. */
    private static final double HOURS_PER_WEEK = 70;
    private static final int COUNTY_DIGITS = 6;
    private static final double CENTIMU_PER_SQUARE_METER = 0.15;

    private final CropWindows windows;
    private final GrownCrops grown;
    private final NeedWindows needs;
    private final FieldRegister fields;
    private final Fleet fleet;
    private final Providers providers;

    PlanDrafter(CropWindows windows, GrownCrops grown, NeedWindows needs, FieldRegister fields, Fleet fleet,
            Providers providers) {
        this.windows = windows;
        this.grown = grown;
        this.needs = needs;
        this.fields = fields;
        this.fleet = fleet;
        this.providers = providers;
    }

    /**
     * @param cropsOf      the season whose crops it was made of; null when none are recorded
     * @param unknownCrops recorded, but without a window here: the clerk adds them under another name
     */
    record Draft(List<PlanStore.Line> lines, @Nullable Integer cropsOf, Set<String> unknownCrops) {}

    Draft draft(String village, int season) {
        List<GrownCrops.Grown> crops = grown.listOfVillage(village, season);
        int cropsOf = season;
        if (crops.isEmpty()) {
            cropsOf = season - 1;
            crops = grown.listOfVillage(village, cropsOf);
        }
        Map<UUID, Double> areas = fields.listFieldsOfVillage(village).stream()
                .collect(Collectors.toMap(Field::id, field -> field.area().squareMeters()));
        Map<String, Set<UUID>> byCrop = new TreeMap<>();
        crops.forEach(one -> byCrop.computeIfAbsent(one.crop(), crop -> new TreeSet<>()).add(one.fieldId()));
        Map<String, List<CropWindows.Window>> known = windows.mapByCrop();
        Set<String> unknown = new TreeSet<>(byCrop.keySet());
        unknown.removeAll(known.keySet());
        Map<String, Long> planned = new TreeMap<>();
        byCrop.forEach((crop, on) -> {
            long centimu = Math.round(on.stream().mapToDouble(id -> areas.getOrDefault(id, 0.0)).sum()
                    * CENTIMU_PER_SQUARE_METER);
            if (known.containsKey(crop) && centimu > 0) {
                planned.put(crop, centimu);
            }
        });
        Map<String, List<PlanStore.Week>> weeks = new HashMap<>();
        Wishes wishes = new Wishes(needs.listOfVillage(village, season), needs.listOfVillage(village, season - 1));
        for (Operation operation : Operation.values()) {
            List<CropWindows.Window> asked = planned.keySet().stream()
                    .flatMap(crop -> known.getOrDefault(crop, List.of()).stream())
                    .filter(window -> window.operation() == operation).toList();
            if (!asked.isEmpty()) {
                spread(season, asked, planned, byCrop, wishes, roomPerWeek(operation, village))
                        .forEach((crop, of) -> weeks.computeIfAbsent(crop, c -> new ArrayList<>()).addAll(of));
            }
        }
        List<PlanStore.Line> lines = new ArrayList<>();
        planned.forEach((crop, centimu) -> lines
                .add(new PlanStore.Line(crop, "", centimu, weeks.getOrDefault(crop, List.of()))));
        return new Draft(lines, crops.isEmpty() ? null : cropsOf, unknown);
    }

    private static Map<String, List<PlanStore.Week>> spread(int season, List<CropWindows.Window> asked,
            Map<String, Long> planned, Map<String, Set<UUID>> byCrop, Wishes wishes, long room) {
        LocalDate origin = asked.stream().map(window -> CropWindows.mondayOf(window.first(season)))
                .min(LocalDate::compareTo).orElseThrow();
        int weeks = asked.stream().mapToInt(window -> weekOf(origin, window.last(season))).max().orElseThrow() + 1;
        List<WeekSpreader.Work> works = asked.stream().map(window -> {
            int first = weekOf(origin, window.first(season));
            int last = weekOf(origin, window.last(season));
            LocalDate day = wishes.middle(season, window, byCrop.getOrDefault(window.crop(), Set.of()));
            int wanted = Math.clamp(weekOf(origin, day), first, last);
            return new WeekSpreader.Work(planned.getOrDefault(window.crop(), 0L), first, last, wanted);
        }).toList();
        long[] rooms = new long[weeks];
        Arrays.fill(rooms, room);
        WeekSpreader.Spread spread = WeekSpreader.spread(works, rooms);
        Map<String, List<PlanStore.Week>> found = new HashMap<>();
        for (int i = 0; i < works.size(); i++) {
            WeekSpreader.Work work = works.get(i);
            List<PlanStore.Week> of = found.computeIfAbsent(asked.get(i).crop(), crop -> new ArrayList<>());
            for (int week = 0; week < weeks; week++) {
                long left = week == work.wanted() ? spread.left()[i] : 0;
                long centimu = spread.done()[i][week] + left;
                if (centimu > 0) {
                    of.add(new PlanStore.Week(asked.get(i).operation(), origin.plusWeeks(week), centimu, left));
                }
            }
        }
        return found;
    }

    private static int weekOf(LocalDate origin, LocalDate day) {
        return (int) Math.floorDiv(ChronoUnit.DAYS.between(origin, day), 7);
    }

    /** What the village's part of the county's machines does in a week, in 0.01 mu. */
    private long roomPerWeek(Operation operation, String village) {
        String county = village.substring(0, COUNTY_DIGITS);
        Set<UUID> ofCounty = providers.listProviders().stream().filter(one -> one.regionCode().startsWith(county))
                .map(Provider::id).collect(Collectors.toSet());
        double muPerHour = fleet.listMachinesFor(operation).stream().filter(one -> ofCounty.contains(one.providerId()))
                .map(Machine::rateMuPerHour).mapToDouble(rates -> rates.getOrDefault(operation, 0.0)).sum();
        double land = fields.sumSquareMeters(county);
        double share = land == 0 ? 0 : fields.sumSquareMeters(village) / land;
        return (long) (muPerHour * HOURS_PER_WEEK * share * 100);
    }

    /** When people want what on which field. */
    private record Wishes(List<NeedWindows.Window> now, List<NeedWindows.Window> before) {

        /** Mean of the middles of the windows, by area: of this season, else of the last one, else the middle of what the crop allows. */
        LocalDate middle(int season, CropWindows.Window window, Set<UUID> fields) {
            LocalDate allowed = middleOf(window.first(season), window.last(season));
            LocalDate last = mean(before, window.operation(), fields, allowed.minusYears(1)).plusYears(1);
            return mean(now, window.operation(), fields, last);
        }

        private static LocalDate mean(List<NeedWindows.Window> wishes, Operation operation, Set<UUID> fields,
                LocalDate otherwise) {
            double area = 0;
            double days = 0;
            for (NeedWindows.Window wish : wishes) {
                if (wish.operation() == operation && fields.contains(wish.fieldId())) {
                    area += wish.areaSquareMeters();
                    days += wish.areaSquareMeters() * middleOf(wish.windowFrom(), wish.windowTo()).toEpochDay();
                }
            }
            return area == 0 ? otherwise : LocalDate.ofEpochDay(Math.round(days / area));
        }

        private static LocalDate middleOf(LocalDate from, LocalDate to) {
            return from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
        }
    }

    /** Area of a village's fields, in 0.01 mu. */
    long landCentimu(String village) {
        return Math.round(fields.sumSquareMeters(village) * CENTIMU_PER_SQUARE_METER);
    }
}
