package org.siji.platform.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Figures for planning, of the asker's region or a part of it, this season beside the one before. */
@RestController
class PlanningController {

    private final PlanningFigures figures;
    private final PlanningSheets sheets;
    private final Clock clock;

    PlanningController(PlanningFigures figures, PlanningSheets sheets, Clock clock) {
        this.figures = figures;
        this.sheets = sheets;
        this.clock = clock;
    }

    record Season(int season, List<PlanningFigures.OperationFigures> operations,
            PlanningFigures.Mechanisation mechanisation, PlanningFigures.Gain gain) {}

    /** @param asOf when it was added up: everything recorded before counts */
    record Planning(String region, OffsetDateTime asOf, double hoursPerDay, List<PlanningFigures.Week> weeks,
            Season current, Season previous, List<PlanningFigures.Part> parts) {}

    /**
     * @param season defaults to this year's
     * @param region 6 to 12 digits within the scope; defaults to the scope
     */
    @GetMapping("/api/v1/planning")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Planning planning(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        String prefix = user.narrowTo(region);
        int year = season == null ? LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai"))).getYear() : season;
        return new Planning(prefix, OffsetDateTime.now(clock), PlanningFigures.HOURS_PER_DAY,
                figures.weeks(year, prefix), season(year, prefix), season(year - 1, prefix),
                figures.parts(year, prefix));
    }

    /** The page's tables, one sheet each. */
    @GetMapping("/api/v1/planning/xlsx")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> xlsx(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        Planning planning = planning(season, region, user);
        return SheetWriter.download("生产计划-" + planning.region() + "-" + planning.current().season(),
                sheets.write(planning));
    }

    private Season season(int year, String prefix) {
        return new Season(year, figures.operations(year, prefix), figures.mechanisation(year, prefix),
                figures.gain(year, prefix));
    }
}
