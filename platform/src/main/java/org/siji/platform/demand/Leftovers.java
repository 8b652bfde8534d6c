package org.siji.platform.demand;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.land.BundleProposal;
import org.siji.land.BundleRules;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Service;

/**
 * What no bundle holds, at any time: worked out anew from the needs that are open when it is asked for, by the gap and threshold of
 * the village's last proposal for the operation, so that it says what the proposal said until something has changed.
 */
@Service
class Leftovers {

    private final NeedStore needs;
    private final BundleStore bundles;
    private final Bundling bundling;
    private final Clock clock;

    Leftovers(NeedStore needs, BundleStore bundles, Bundling bundling, Clock clock) {
        this.needs = needs;
        this.bundles = bundles;
        this.bundling = bundling;
        this.clock = clock;
    }

    /**
     * @param asOf            when the needs were looked at
     * @param groups          by operation, then largest first
     * @param proposableNeeds how many needs a new proposal would put into a bundle
     * @param staleNeedIds    needs whose field has been merged or split since: they have to be entered anew
     */
    record View(OffsetDateTime asOf, String villageCode, int season, List<Leftover> groups, long proposableNeeds,
            List<UUID> staleNeedIds) {}

    /** @param operation null: all of them */
    View view(String villageCode, @Nullable Operation operation, int season, CurrentUser user) {
        user.requireVillage(villageCode);
        List<Need> unbundled = needs.listUnbundled(villageCode, operation, season);
        Bundling.Ground ground = bundling.survey(villageCode, season, unbundled);
        // Operations with the same gap and threshold are looked at together: finding out which fields lie together takes the longest.
        Map<BundleStore.Rules, Set<Operation>> byRules = new LinkedHashMap<>();
        for (Operation wanted : new TreeSet<>(unbundled.stream().map(Need::operation).toList())) {
            byRules.computeIfAbsent(rules(villageCode, wanted, season), same -> EnumSet.noneOf(Operation.class))
                    .add(wanted);
        }
        List<Leftover> found = new ArrayList<>();
        byRules.forEach((rules, operations) -> found.addAll(left(ground.of(operations), rules)));
        List<Leftover> groups = undrafted(found).stream()
                .sorted(Comparator.comparing(Leftover::operation)
                        .thenComparing(Comparator.comparingDouble(Leftover::areaSquareMeters).reversed()))
                .toList();
        return new View(OffsetDateTime.now(clock), villageCode, season, groups, proposable(ground, groups),
                ground.stale().stream().map(Need::id).toList());
    }

    private BundleStore.Rules rules(String villageCode, Operation operation, int season) {
        return bundles.findLastRules(villageCode, operation, season)
                .orElse(new BundleStore.Rules(BundleRules.DEFAULT.gapMeters(), BundleRules.DEFAULT.threshold().mu()));
    }

    private List<Leftover> left(Bundling.Ground ground, BundleStore.Rules rules) {
        BundleProposal proposal = bundling.propose(ground, rules.gapMeters(), rules.thresholdMu());
        return bundling.leftovers(proposal, ground, rules.gapMeters(), rules.thresholdMu());
    }

    /** A need that a draft holds is not left over, even if a new proposal would let it go. */
    private List<Leftover> undrafted(List<Leftover> groups) {
        Set<UUID> held = bundles.liveBundlesOf(groups.stream().flatMap(group -> group.needs().stream())
                .map(Leftover.LeftNeed::needId).toList()).keySet();
        return groups.stream().filter(group -> group.needs().stream().noneMatch(need -> held.contains(need.needId())))
                .toList();
    }

    private long proposable(Bundling.Ground ground, List<Leftover> shown) {
        Set<UUID> waiting = new HashSet<>();
        ground.open().forEach(need -> waiting.add(need.id()));
        shown.forEach(group -> group.needs().forEach(need -> waiting.remove(need.needId())));
        return (long) waiting.size() - bundles.liveBundlesOf(waiting).size();
    }
}
