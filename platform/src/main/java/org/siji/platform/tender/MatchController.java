package org.siji.platform.tender;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundleStatus;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.tender.Match.Fit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Providers ranked for a bundle, direct awards, and the limit up to which they are allowed. */
@RestController
@RequestMapping("/api/v1")
class MatchController {

    private final Awarding awarding;
    private final Matching matching;
    private final AwardLimits limits;
    private final TenderStore tenders;
    private final Tenders tenderRules;
    private final Awards awards;

    MatchController(Awarding awarding, Matching matching, AwardLimits limits, TenderStore tenders,
            Tenders tenderRules, Awards awards) {
        this.awarding = awarding;
        this.matching = matching;
        this.limits = limits;
        this.tenders = tenders;
        this.tenderRules = tenderRules;
        this.awards = awards;
    }

    /** @param directly whether its total lies within the limit */
    record MatchView(int rank, UUID providerId, String providerName, Fit fit, int machines, double freeHours,
            double neededHours, @Nullable Double distanceKm, @Nullable Long fenPerMu, @Nullable Long totalFen,
            @Nullable LocalDate listedFrom, long orders, @Nullable Double coverage, @Nullable Double onTime,
            boolean directly, List<String> reasons) {

        static MatchView of(int rank, Match match, long limitFen, Awarding awarding) {
            Long total = match.totalFen();
            return new MatchView(rank, match.providerId(), match.providerName(), match.fit(), match.machines(),
                    match.freeHours(), match.neededHours(), match.distanceKm(), match.fenPerMu(), total,
                    match.listedFrom(), match.orders(), match.coverage(), match.onTime(),
                    match.fit() != Fit.CANNOT && total != null && total <= limitFen,
                    match.reasons().stream().map(awarding::say).toList());
        }

        static List<MatchView> ofAll(List<Match> ranking, long limitFen, Awarding awarding) {
            return IntStream.range(0, ranking.size())
                    .mapToObj(i -> of(i + 1, ranking.get(i), limitFen, awarding)).toList();
        }
    }

    /**
     * @param free    whether it can be given to somebody now: closed, without contract and without a running tender
     * @param tenders of this bundle, oldest first; awards too
     */
    record Matches(UUID bundleId, BundleStatus status, boolean free, List<MatchView> matches, AwardLimits.Limit limit,
            List<Tender> tenders, List<Awards.Award> awards) {}

    @GetMapping("/bundles/{id}/matches")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Matches matches(CurrentUser user, @PathVariable UUID id) {
        Bundle bundle = awarding.getVisible(id, user);
        AwardLimits.Limit limit = limits.getLimit(bundle.villageCode());
        return new Matches(id, bundle.status(), tenderRules.isFree(bundle),
                MatchView.ofAll(matching.rank(bundle), limit.limitFen(), awarding),
                limit, tenders.listOfBundle(id), awards.listOfBundle(id));
    }

    record AwardRequest(@Nullable UUID providerId, @Nullable String reason, @Nullable Long serviceFeeFenPerMu) {

        long serviceFee() {
            return serviceFeeFenPerMu == null ? 0 : serviceFeeFenPerMu;
        }
    }

    @PostMapping("/bundles/{id}/award")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Awards.Award award(CurrentUser user, @PathVariable UUID id, @RequestBody AwardRequest request) {
        awarding.getVisible(id, user);
        Violations.collect().requireValue(request.providerId(), "providerId").requireValue(request.reason(), "reason")
                .throwIfAny();
        return awarding.awardDirectly(id, requireNonNull(request.providerId()),
                requireNonNull(request.reason()).strip(), request.serviceFee(), user);
    }

    /** All that were ever recorded; the first is the one that holds or will hold last. */
    @GetMapping("/award-limits")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<AwardLimits.Limit> limits(CurrentUser user) {
        return new Page<>(limits.listLimits(user.regionPrefix()), null);
    }

    record NewLimit(@Nullable String regionCode, @Nullable Long limitFen, @Nullable String source,
            @Nullable LocalDate validFrom) {}

    /** A county decides for itself; who keeps the whole installation says for which county. */
    @PostMapping("/award-limits")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    AwardLimits.Limit limit(CurrentUser user, @RequestBody NewLimit request) {
        String county = user.regionPrefix().isEmpty() ? request.regionCode() : user.regionPrefix();
        Long limit = request.limitFen();
        Violations.collect().requireValue(county, "regionCode").requireValue(limit, "limitFen")
                .requireValue(request.source(), "source").requireValue(request.validFrom(), "validFrom")
                .require(county == null || county.matches("\\d{6}"), "award.limit-county", "regionCode",
                        String.valueOf(county))
                .require(limit == null || limit > 0, "award.limit", "limitFen", String.valueOf(limit)).throwIfAny();
        return limits.record(requireNonNull(county), requireNonNull(limit), requireNonNull(request.source()).strip(),
                requireNonNull(request.validFrom()), user.username());
    }
}
