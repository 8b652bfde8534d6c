package org.siji.platform.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The season board: each station of the path with what passed it and what waits there for whom. */
@RestController
class BoardController {

    private static final int VILLAGE_DIGITS = 12;
    private static final BigDecimal SQUARE_METERS_PER_15_MU = BigDecimal.valueOf(10_000);

    private final List<StationReport> reports;
    private final List<MoreWaiting> more;
    private final Sentences sentences;
    private final Clock clock;
    private final KeptAnswers kept;
    private final RegionRegister regions;

    BoardController(List<StationReport> reports, List<MoreWaiting> more, Sentences sentences, Clock clock,
            KeptAnswers kept, RegionRegister regions) {
        this.reports = reports.stream().sorted(Comparator.comparing(StationReport::station)).toList();
        this.more = more;
        this.sentences = sentences;
        this.clock = clock;
        this.kept = kept;
        this.regions = regions;
    }

    /** Whole counties and townships take the longest: they are added up when the server starts, before anybody asks. */
    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        int year = thisYear();
        Stream.of(RegionLevel.COUNTY, RegionLevel.TOWNSHIP).flatMap(level -> regions.listRegions(level, "").stream())
                .forEach(region -> kept.prepare(new Key(year, region.code()), () -> figures(year, region.code())));
    }

    private int thisYear() {
        return LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai"))).getYear();
    }

    private List<Figures> figures(int season, String prefix) {
        return reports.stream().map(report -> figures(report, season, prefix)).toList();
    }

    /** @param text what waits, in the language of the asker */
    record Waiting(String code, String text, long count, String role, String link) {}

    record BoardStation(Station station, long count, BigDecimal mu, BigDecimal yuan, List<Waiting> waiting) {}

    record Board(int season, String region, OffsetDateTime asOf, List<BoardStation> stations) {}

    /** What stands at a station, without words: these are in the asker's language. */
    private record Figures(Station station, StationSummary summary, List<WaitingItem> waiting) {}

    private record Key(int season, String prefix) {}

    /**
     * @param season defaults to this year's
     * @param region 6 to 12 digits within the scope; defaults to the scope
     */
    @GetMapping("/api/v1/board")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Board board(@RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String region, CurrentUser user) {
        String prefix = user.narrowTo(region);
        int year = season == null ? thisYear() : season;
        // Who works in a village sees at once what has come of it.
        KeptAnswers.Answer<List<Figures>> answer = prefix.length() == VILLAGE_DIGITS
                ? new KeptAnswers.Answer<>(figures(year, prefix), OffsetDateTime.now(clock), Duration.ZERO)
                : kept.get(new Key(year, prefix), () -> figures(year, prefix));
        return new Board(year, prefix, answer.asOf(), answer.value().stream().map(this::say).toList());
    }

    private Figures figures(StationReport report, int season, String prefix) {
        StationState state = report.look(season, prefix);
        List<WaitingItem> waiting = Stream.concat(state.waiting().stream(),
                more.stream().filter(one -> one.station() == report.station())
                        .flatMap(one -> one.waiting(season, prefix).stream()))
                .toList();
        return new Figures(report.station(), state.passed(), waiting);
    }

    private BoardStation say(Figures figures) {
        StationSummary summary = figures.summary();
        BigDecimal mu = BigDecimal.valueOf(summary.squareMeters()).multiply(BigDecimal.valueOf(15))
                .divide(SQUARE_METERS_PER_15_MU, 2, RoundingMode.HALF_UP);
        return new BoardStation(figures.station(), summary.count(), mu, BigDecimal.valueOf(summary.amountFen(), 2),
                figures.waiting().stream().map(item -> new Waiting(item.code(),
                        sentences.say(item.code(), item.count()), item.count(), item.role(), item.link())).toList());
    }
}
