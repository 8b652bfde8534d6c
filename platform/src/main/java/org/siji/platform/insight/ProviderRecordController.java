package org.siji.platform.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.insight.ProviderOverview.Line;
import org.siji.platform.insight.ProviderOverview.PapersFilter;
import org.siji.platform.market.Providers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Providers to choose from, and how each has worked. The numbers are of all villages; the records behind them of the asker's. */
@RestController
@RequestMapping("/api/v1")
class ProviderRecordController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST_BEHIND = 500;

    private final ProviderFigures figures;
    private final ProviderOverview overview;
    private final Providers providers;
    private final Clock clock;

    ProviderRecordController(ProviderFigures figures, ProviderOverview overview, Providers providers, Clock clock) {
        this.figures = figures;
        this.overview = overview;
        this.providers = providers;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(FARM_ZONE));
    }

    /** @param region that it serves, 6 to 12 digits; @param papers how one of its papers stands */
    @GetMapping("/provider-overview")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<Line> overview(CurrentUser user, @RequestParam(defaultValue = "") String name,
            @RequestParam @Nullable Operation operation, @RequestParam(defaultValue = "") String region,
            @RequestParam @Nullable PapersFilter papers, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        UUID after = Page.after(cursor);
        List<Line> lines = overview.list(user, name, operation, region, papers, today()).stream()
                .filter(line -> line.id().toString().compareTo(after.toString()) > 0).toList();
        Page<Line> page = Page.of(lines, limit, Line::id);
        return new Page<>(page.items().stream().map(overview::named).toList(), page.next());
    }

    /** @param asOf everything recorded before counts */
    record RecordView(OffsetDateTime asOf, List<ProviderFigures.SeasonRecord> seasons) {}

    @GetMapping("/providers/{id}/record")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    RecordView record(CurrentUser user, @PathVariable UUID id) {
        requireVisible(user, id);
        return new RecordView(OffsetDateTime.now(clock), figures.seasons(id, today()));
    }

    private void requireVisible(CurrentUser user, UUID id) {
        providers.getProvider(id);
        if (user.role() == Role.PROVIDER && !user.isProvider(id)) {
            throw ProblemException.notFound("provider", id);
        }
    }

    /** @param season defaults to this year's; @param operation only its records */
    @GetMapping("/providers/{id}/record/behind")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ProviderFigures.BehindPage behind(CurrentUser user, @PathVariable UUID id,
            @RequestParam(defaultValue = "CONTRACTS") RecordFigure figure, @RequestParam @Nullable Integer season,
            @RequestParam @Nullable Operation operation) {
        requireVisible(user, id);
        return figures.listBehind(id, figure, season == null ? today().getYear() : season, operation,
                user.role() == Role.PROVIDER ? "" : user.regionPrefix(), today(), MOST_BEHIND);
    }
}
