package org.siji.platform.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Figures for planning, of the asker's region or a part of it, this season beside the one before. */
@RestController
@RequestMapping("/api/v1/planning")
class PlanningController {

    private final Planning planning;
    private final PlanningRecords records;
    private final PlanningUpkeep upkeep;
    private final PlanningSheets sheets;

    PlanningController(Planning planning, PlanningRecords records, PlanningUpkeep upkeep, PlanningSheets sheets) {
        this.planning = planning;
        this.records = records;
        this.upkeep = upkeep;
        this.sheets = sheets;
    }

    /**
     * @param season defaults to this year's
     * @param region 6 to 12 digits within the scope; defaults to the scope
     */
    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Planning.Report planning(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        return planning.report(yearOf(season), user.narrowTo(region));
    }

    /** All villages of a region, for a map. */
    @GetMapping("/villages")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Planning.Part> villages(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        return new Page<>(planning.villages(yearOf(season), user.narrowTo(region)), null);
    }

    /**
     * What a number is made of: its parts by township or village, in a village the records themselves.
     *
     * @param week a Monday, for the figures that are kept by week
     */
    @GetMapping("/records")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PlanningRecords.Answer records(@RequestParam PlanningFigure figure,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Operation operation,
            @RequestParam(required = false) @Nullable LocalDate week,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        if (week != null && (!figure.isByWeek() || week.getDayOfWeek() != DayOfWeek.MONDAY)) {
            throw ProblemException.badRequest(figure.isByWeek() ? "planning.no-monday" : "planning.not-by-week", "week",
                    week);
        }
        if (operation != null && !figure.isByOperation()) {
            throw ProblemException.badRequest("planning.not-by-operation", "operation", operation);
        }
        return records.answer(new PlanningRecords.Asked(figure, yearOf(season), user.narrowTo(region), operation, week),
                cursor, limit);
    }

    /** The page's tables, one sheet each. */
    @GetMapping(path = "/xlsx", produces = SheetWriter.XLSX)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> xlsx(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        Planning.Report report = planning(season, region, user);
        List<Planning.Part> villages = report.parts().isEmpty()
                ? List.of()
                : planning.villages(report.current().season(), report.region());
        return SheetWriter.download("生产计划-" + report.region() + "-" + report.current().season(),
                sheets.write(report, villages));
    }

    /** @param villages whose figures are made again */
    record Rebuild(int villages) {}

    /** Makes all figures of the scope again out of the records, beside the requests. */
    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Allowed(COUNTY)
    Rebuild rebuild(CurrentUser user) {
        return new Rebuild(upkeep.rebuild(user.regionPrefix()));
    }

    private int yearOf(@Nullable Integer season) {
        return season == null ? upkeep.thisYear() : season;
    }
}
