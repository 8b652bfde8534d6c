package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedController.NeedRequest;
import org.siji.platform.demand.VillageLand.Farmed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.Household;
import org.springframework.stereotype.Service;

/** Last season's needs as this season's, for those who want the same again: proposed, chosen, and not confirmed by anybody yet. */
@Service
class NeedCopies {

    private final NeedStore store;
    private final NeedService needs;
    private final VillageLand land;
    private final Sentences sentences;

    NeedCopies(NeedStore store, NeedService needs, VillageLand land, Sentences sentences) {
        this.store = store;
        this.needs = needs;
        this.land = land;
        this.sentences = sentences;
    }

    /** What is different since then. HOLDER_CHANGED can be copied, for whoever farms the field now. */
    enum Change {
        NONE, HOLDER_CHANGED, ALREADY_ENTERED, FIELD_GONE, NOBODY_FARMS;

        boolean canBeCopied() {
            return this == NONE || this == HOLDER_CHANGED;
        }
    }

    /**
     * @param windowFrom the same day in the new season
     * @param holderNow  who farms it now, if somebody else than then
     */
    record Line(UUID needId, UUID fieldId, String fieldName, double areaSquareMeters, Operation operation,
            LocalDate windowFrom, LocalDate windowTo, Change change, boolean canBeCopied,
            @Nullable String holderNow) {}

    /** @param householdId null for cooperatives and growers from elsewhere */
    record OfHousehold(@Nullable UUID householdId, String code, String nameMasked, List<Line> lines) {}

    List<OfHousehold> preview(String village, int from, int to) {
        Violations.collect().require(to > from, "need-copy.season", "to", from, to).throwIfAny();
        VillageLand.Land known = land.of(village);
        List<Need> before = store.listLiveOfVillage(village, from);
        Map<UUID, List<Need>> live = live(before);
        Map<UUID, List<Need>> byFarmer = before.stream().collect(Collectors.groupingBy(Need::cultivatorId));
        Map<UUID, String> names = new HashMap<>();
        land.names(byFarmer.keySet()).forEach((id, cultivator) -> names.put(id, cultivator.nameMasked()));
        List<OfHousehold> all = new ArrayList<>();
        byFarmer.forEach((farmer, theirs) -> {
            Household household = known.household(theirs.getFirst().householdId());
            all.add(new OfHousehold(theirs.getFirst().householdId(), household == null ? "" : household.code(),
                    names.getOrDefault(farmer, ""),
                    theirs.stream().map(need -> line(need, to - from, known, live)).toList()));
        });
        all.sort(Comparator.comparing((OfHousehold one) -> one.code().isEmpty() ? "~" : one.code())
                .thenComparing(OfHousehold::nameMasked));
        return all;
    }

    private Map<UUID, List<Need>> live(List<Need> before) {
        return store.listLiveOfFields(before.stream().map(Need::fieldId).distinct().toList()).stream()
                .collect(Collectors.groupingBy(Need::fieldId));
    }

    private static Line line(Need need, int years, VillageLand.Land known, Map<UUID, List<Need>> live) {
        LocalDate from = NeedTemplate.moved(need.windowFrom(), years);
        LocalDate to = NeedTemplate.moved(need.windowTo(), years);
        Farmed farmed = known.farmed(need.fieldId());
        Cultivator now = farmed == null ? null : farmed.cultivator();
        boolean entered = live.getOrDefault(need.fieldId(), List.of()).stream()
                .anyMatch(other -> other.operation() == need.operation()
                        && NeedStore.overlap(other.windowFrom(), other.windowTo(), from, to));
        Change change = Change.NONE;
        if (farmed == null) {
            change = Change.FIELD_GONE;
        } else if (entered) {
            change = Change.ALREADY_ENTERED;
        } else if (now == null) {
            change = Change.NOBODY_FARMS;
        } else if (!now.id().equals(need.cultivatorId())) {
            change = Change.HOLDER_CHANGED;
        }
        return new Line(need.id(), need.fieldId(), need.fieldName(), need.areaSquareMeters(), need.operation(), from,
                to, change, change.canBeCopied(),
                change == Change.HOLDER_CHANGED ? Objects.requireNonNull(now).nameMasked() : null);
    }

    /** All of the chosen ones or none; sent twice, the second time says that they are there. */
    List<UUID> copy(String village, int from, int to, List<UUID> chosen, CurrentUser user) {
        Violations problems = Violations.collect().require(to > from, "need-copy.season", "toSeason", from, to)
                .require(!chosen.isEmpty(), "need-copy.none", "needIds");
        problems.throwIfAny();
        VillageLand.Land known = land.of(village);
        Map<UUID, Need> before = new HashMap<>();
        store.listLiveOfVillage(village, from).forEach(need -> before.put(need.id(), need));
        List<NeedRequest> requests = new ArrayList<>();
        List<UUID> distinct = chosen.stream().distinct().toList();
        for (int i = 0; i < distinct.size(); i++) {
            Need need = before.get(distinct.get(i));
            Farmed farmed = need == null ? null : known.farmed(need.fieldId());
            if (need == null) {
                problems.add("need-copy.gone", "needIds[" + i + "]", from);
            } else if (farmed == null || farmed.cultivator() == null) {
                problems.add(farmed == null ? "need.field-gone" : "need-file.nobody-farms", "needIds[" + i + "]",
                        need.fieldName());
            } else {
                requests.add(new NeedRequest(need.fieldId(), need.operation(),
                        NeedTemplate.moved(need.windowFrom(), to - from),
                        NeedTemplate.moved(need.windowTo(), to - from),
                        to, farmed.cultivator().id(), new Confirmation(ConfirmationKind.UNCONFIRMED, null)));
            }
        }
        problems.throwIfAny();
        List<NeedService.Examined> examined = needs.examine(requests, user, index -> "needIds[" + index + "].",
                index -> Ids.next());
        examined.forEach(one -> problems.addAll(one.problems()));
        problems.throwIfAny();
        List<Need> fresh = examined.stream().map(NeedService.Examined::need).filter(Objects::nonNull).toList();
        needs.record(fresh, user, sentences.say("need-copy.from", from));
        return fresh.stream().map(Need::id).toList();
    }
}
