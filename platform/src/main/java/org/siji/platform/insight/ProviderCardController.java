package org.siji.platform.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.identity.Public;
import org.siji.platform.market.Providers;
import org.siji.platform.market.ServiceAreas;
import org.siji.platform.qualification.ProviderCodes;
import org.siji.platform.qualification.ValidPapers;
import org.siji.platform.qualification.ValidPapers.ValidPaper;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Who a provider is, for anybody who holds its code: nothing about persons, no numbers of papers, no money. */
@RestController
class ProviderCardController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int SEASONS = 2;

    private final ProviderCodes codes;
    private final Providers providers;
    private final ServiceAreas areas;
    private final RegionRegister regions;
    private final ValidPapers papers;
    private final Fleet fleet;
    private final ProviderOverview overview;
    private final ProviderFigures figures;
    private final Clock clock;

    ProviderCardController(ProviderCodes codes, Providers providers, ServiceAreas areas, RegionRegister regions,
            ValidPapers papers, Fleet fleet, ProviderOverview overview, ProviderFigures figures, Clock clock) {
        this.codes = codes;
        this.providers = providers;
        this.areas = areas;
        this.regions = regions;
        this.papers = papers;
        this.fleet = fleet;
        this.overview = overview;
        this.figures = figures;
        this.clock = clock;
    }

    /**
     * @param numbers counts only; of DONE the hundredths of a mu, of LATE the days
     */
    record CardSeason(int season, Map<RecordFigure, Long> numbers, long doneCentimu, long lateDays,
            List<ProviderFigures.Quality> quality) {}

    /**
     * @param area     names of counties, townships, villages; none: anywhere
     * @param machines in service, by kind
     */
    record Card(String name, List<String> area, Set<Operation> operations, List<ValidPaper> papers,
            Map<String, Long> machines, List<CardSeason> seasons, OffsetDateTime asOf) {}

    @Public
    @GetMapping("/api/v1/public/providers/{code}")
    ResponseEntity<Card> card(@PathVariable String code) {
        ProviderCodes.Code found = codes.find(code)
                .orElseThrow(() -> ProblemException.notFound("provider-code", "…"));
        OffsetDateTime ended = found.endedAt();
        if (ended != null) {
            throw ProblemException.of(HttpStatus.GONE, "provider-code.ended", "",
                    ended.atZoneSameInstant(FARM_ZONE).toLocalDate());
        }
        UUID id = found.providerId();
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        Card card = new Card(providers.getProvider(id).name(),
                areas.getArea(id).stream().flatMap(region -> regions.findRegion(region).stream()).map(Region::name)
                        .toList(),
                overview.operations(id, today).getOrDefault(id, Set.of()), papers.listValid(id),
                fleet.listMachinesOf(id).stream().filter(Machine::inService)
                        .collect(Collectors.groupingBy(Machine::kind, TreeMap::new, Collectors.counting())),
                figures.seasons(id, today).stream().limit(SEASONS).map(ProviderCardController::season).toList(),
                OffsetDateTime.now(clock));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(card);
    }

    private static CardSeason season(ProviderFigures.SeasonRecord record) {
        Map<RecordFigure, Long> counts = new TreeMap<>();
        record.numbers().forEach((figure, number) -> counts.put(figure, number.count()));
        return new CardSeason(record.season(), counts, sum(record, RecordFigure.DONE), sum(record, RecordFigure.LATE),
                record.quality());
    }

    private static long sum(ProviderFigures.SeasonRecord record, RecordFigure figure) {
        return record.numbers().getOrDefault(figure, ProviderFigures.Figure.NONE).sum().longValueExact();
    }
}
