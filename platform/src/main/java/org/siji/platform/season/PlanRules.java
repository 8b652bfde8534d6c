package org.siji.platform.season;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;

/** What a plan must keep: known crops, weeks within their windows, no more work than area, no more crops on the land at once than land. */
final class PlanRules {

    private static final int MOST_LINES = 100;
    private static final int MOST_LETTERS = 40;

    private final Map<String, List<CropWindows.Window>> windows;
    private final int season;
    private final long landCentimu;

    PlanRules(Map<String, List<CropWindows.Window>> windows, int season, long landCentimu) {
        this.windows = windows;
        this.season = season;
        this.landCentimu = landCentimu;
    }

    Violations check(List<PlanStore.Line> lines) {
        Violations violations = Violations.collect().require(lines.size() <= MOST_LINES, "plan.lines", "lines",
                MOST_LINES);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            PlanStore.Line line = lines.get(i);
            String path = "lines[" + i + "]";
            violations.require(windows.containsKey(line.crop()), "plan.crop", path + ".crop", line.crop(),
                    String.join("、", windows.keySet()))
                    .require(line.variety().length() <= MOST_LETTERS, "plan.variety", path + ".variety", MOST_LETTERS)
                    .require(seen.add(line.crop() + "\n" + line.variety()), "plan.line-twice", path + ".crop",
                            line.crop(), line.variety())
                    .require(line.centimu() > 0, "plan.area", path + ".centimu");
            checkWeeks(violations, line, path);
        }
        checkLand(violations, lines);
        return violations;
    }

    private void checkWeeks(Violations violations, PlanStore.Line line, String path) {
        Map<Operation, Long> sums = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < line.weeks().size(); i++) {
            PlanStore.Week week = line.weeks().get(i);
            String at = path + ".weeks[" + i + "]";
            sums.merge(week.operation(), Math.max(0, week.centimu()), Long::sum);
            violations.require(week.centimu() > 0, "plan.area", at + ".centimu")
                    .require(week.monday().getDayOfWeek() == DayOfWeek.MONDAY, "planning.no-monday", at + ".monday",
                            week.monday())
                    .require(seen.add(week.operation() + " " + week.monday()), "plan.week-twice", at + ".monday",
                            week.operation(), week.monday());
            if (windows.containsKey(line.crop())) {
                checkWindow(violations, line.crop(), week, at);
            }
        }
        sums.forEach(
                (operation, sum) -> violations.require(sum <= line.centimu(), "plan.weeks-above-area", path, operation,
                        mu(sum), mu(line.centimu())));
    }

    private void checkWindow(Violations violations, String crop, PlanStore.Week week, String at) {
        CropWindows.Window window = windows.getOrDefault(crop, List.of()).stream()
                .filter(one -> one.operation() == week.operation()).findFirst().orElse(null);
        if (window == null) {
            violations.add("plan.operation", at + ".operation", crop, week.operation());
        } else {
            violations.require(window.allows(season, week.monday()), "plan.outside-window", at + ".monday", crop,
                    week.operation(), week.monday(), window.first(season), window.last(season));
        }
    }

    /** Two crops may follow each other on a field. At no day may more be on the land than there is. */
    private void checkLand(Violations violations, List<PlanStore.Line> lines) {
        long most = 0;
        for (PlanStore.Line line : lines) {
            LocalDate day = planted(line.crop());
            long there = lines.stream()
                    .filter(other -> !planted(other.crop()).isAfter(day) && harvested(other.crop()).isAfter(day))
                    .mapToLong(PlanStore.Line::centimu).sum();
            most = Math.max(most, there);
        }
        violations.require(most <= landCentimu, "plan.above-land", "lines", mu(most), mu(landCentimu));
    }

    /** From then on all of it is certainly on the land. */
    private LocalDate planted(String crop) {
        return day(crop, Set.of(Operation.TRANSPLANTING, Operation.SEEDING), false, LocalDate.of(season, 1, 1));
    }

    /** Until then none of it is certainly harvested; what is harvested next year stays to the end of this one. */
    private LocalDate harvested(String crop) {
        return day(crop, Set.of(Operation.HARVEST), true, LocalDate.of(season + 1, 1, 1));
    }

    private LocalDate day(String crop, Set<Operation> operations, boolean first, LocalDate otherwise) {
        return windows.getOrDefault(crop, List.of()).stream().filter(one -> operations.contains(one.operation()))
                .map(one -> first ? one.first(season) : one.last(season)).findFirst().orElse(otherwise);
    }

    static String mu(long centimu) {
        return String.format(Locale.ROOT, "%.2f", centimu / 100.0);
    }
}
