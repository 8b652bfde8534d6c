package org.siji.platform.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.land.BundleProposal;
import org.siji.land.BundleRules;
import org.siji.land.Bundler;
import org.siji.land.DayWindow;
import org.siji.land.Plot;
import org.siji.platform.api.Operation;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.stereotype.Component;

/** Asks the land kernel which needs of a village make bundles, and puts its answer in the platform's words. */
@Component
class Bundling {

    private static final char TIED = '@';

    private final NeedStore needs;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;

    Bundling(NeedStore needs, FieldRegister fields, CultivatorRegister cultivators) {
        this.needs = needs;
        this.fields = fields;
        this.cultivators = cultivators;
    }

    /**
     * What bundles can be made of.
     *
     * @param fields  worked today
     * @param open    needs on these fields
     * @param stale   needs whose field has been merged or split since: they have to be entered anew
     * @param waiting by operation, fields that wait for it in a bundle that stays: they can't be asked to bridge
     */
    record Ground(Map<UUID, Field> fields, List<Need> open, List<Need> stale, Map<Operation, Set<UUID>> waiting) {

        /** Where nobody is asked for anything. */
        static Ground of(Map<UUID, Field> fields, List<Need> open) {
            return new Ground(fields, open, List.of(), Map.of());
        }

        /** Only what is needed for these operations. */
        Ground of(Set<Operation> operations) {
            return new Ground(fields, open.stream().filter(need -> operations.contains(need.operation())).toList(),
                    stale.stream().filter(need -> operations.contains(need.operation())).toList(), waiting);
        }
    }

    /** @param free needs of the season that may be bundled, of any operations */
    Ground survey(String villageCode, int season, List<Need> free) {
        Map<UUID, Field> worked = fields.listFieldsOfVillage(villageCode).stream()
                .collect(Collectors.toMap(Field::id, field -> field));
        List<Need> open = new ArrayList<>();
        List<Need> stale = new ArrayList<>();
        free.forEach(need -> (worked.containsKey(need.fieldId()) ? open : stale).add(need));
        Map<Operation, Set<UUID>> freeFields = open.stream().collect(
                Collectors.groupingBy(Need::operation, Collectors.mapping(Need::fieldId, Collectors.toSet())));
        Map<Operation, Set<UUID>> waiting = new EnumMap<>(Operation.class);
        needs.mapWantingFields(villageCode, season).forEach((operation, wanting) -> {
            Set<UUID> ownFree = freeFields.get(operation);
            if (ownFree != null) {
                waiting.put(operation, wanting.stream()
                        .filter(field -> worked.containsKey(field) && !ownFree.contains(field))
                        .collect(Collectors.toSet()));
            }
        });
        return new Ground(worked, open, stale, waiting);
    }

    BundleProposal propose(Ground ground, double gapMeters, double thresholdMu) {
        Map<String, Set<String>> notAsked = new HashMap<>();
        ground.open().forEach(need -> notAsked.computeIfAbsent(kind(need), kind -> ground.waiting()
                .getOrDefault(need.operation(), Set.of()).stream().map(UUID::toString).collect(Collectors.toSet())));
        return new Bundler(new BundleRules(gapMeters, Area.ofMu(thresholdMu), null, 1)).propose(
                ground.fields().values().stream().map(Bundling::plot).toList(),
                ground.open().stream().map(Bundling::kernelNeed).toList(), notAsked);
    }

    /** With no threshold at all, every block of fields that lie together is a bundle of its own. */
    double contiguousSquareMeters(List<Need> chosen, double gapMeters) {
        Map<UUID, Field> known = fields.mapFields(chosen.stream().map(Need::fieldId).collect(Collectors.toSet()));
        return propose(Ground.of(known, chosen), gapMeters, 0).bundles().stream()
                .mapToDouble(bundle -> bundle.area().squareMeters()).max().orElse(0);
    }

    /** The needs of the largest part whose fields lie within the gap of each other. */
    Set<UUID> largestPart(List<Need> chosen, double gapMeters) {
        Map<UUID, Field> known = fields.mapFields(chosen.stream().map(Need::fieldId).collect(Collectors.toSet()));
        return propose(Ground.of(known, chosen), gapMeters, 0).bundles().stream()
                .max(Comparator.comparingDouble(bundle -> bundle.area().squareMeters()))
                .map(bundle -> bundle.needs().stream().map(need -> UUID.fromString(need.id()))
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Plot plot(Field field) {
        return new Plot(field.id().toString(), field.lonLat(), field.area());
    }

    private static org.siji.land.Need kernelNeed(Need need) {
        return new org.siji.land.Need(need.id().toString(), need.fieldId().toString(), kind(need),
                new DayWindow(need.windowFrom(), need.windowTo()));
    }

    /** Tied needs are a kind of work of their own: the kernel bundles only what is of one kind. */
    private static String kind(Need need) {
        return need.tie() == null ? need.operation().name() : need.operation().name() + TIED + need.tie();
    }

    private static Operation operation(String kind) {
        int tied = kind.indexOf(TIED);
        return Operation.valueOf(tied < 0 ? kind : kind.substring(0, tied));
    }

    List<Leftover> leftovers(BundleProposal proposal, Ground ground, double gapMeters, double thresholdMu) {
        Map<UUID, Need> byId = ground.open().stream().collect(Collectors.toMap(Need::id, need -> need));
        Map<UUID, Cultivator> names = farmers(proposal, ground);
        double threshold = Area.ofMu(thresholdMu).squareMeters();
        return proposal.leftovers().stream().map(group -> {
            List<Leftover.LeftNeed> members = group.needs().stream()
                    .map(need -> leftNeed(Objects.requireNonNull(byId.get(UUID.fromString(need.id()))), ground, names))
                    .toList();
            List<Leftover.Bridge> bridges = group.bridges().stream()
                    .map(bridge -> new Leftover.Bridge(bridge.joinsBundle(), bridge.result().squareMeters(),
                            bridge.plotIds().stream().map(id -> bridgeField(field(ground, id), names)).toList()))
                    .toList();
            return new Leftover(operation(group.operation()), group.window().from(), group.window().to(),
                    gapMeters, thresholdMu, group.area().squareMeters(),
                    Math.max(0, threshold - group.area().squareMeters()), members, bridges);
        }).toList();
    }

    private static Field field(Ground ground, String id) {
        return Objects.requireNonNull(ground.fields().get(UUID.fromString(id)));
    }

    private Map<UUID, Cultivator> farmers(BundleProposal proposal, Ground ground) {
        Set<UUID> ids = new HashSet<>();
        ground.open().forEach(need -> ids.add(need.cultivatorId()));
        proposal.leftovers().forEach(group -> group.bridges().forEach(bridge -> bridge.plotIds().forEach(id -> {
            UUID farmer = field(ground, id).cultivatorId();
            if (farmer != null) {
                ids.add(farmer);
            }
        })));
        return ids.isEmpty() ? new HashMap<>() : cultivators.mapCultivators(ids);
    }

    private static Leftover.LeftNeed leftNeed(Need need, Ground ground, Map<UUID, Cultivator> names) {
        return new Leftover.LeftNeed(need.id(), need.fieldId(), need.fieldName(), need.cultivatorId(),
                name(names.get(need.cultivatorId())), need.areaSquareMeters(), need.windowFrom(), need.windowTo(),
                Objects.requireNonNull(ground.fields().get(need.fieldId())).lonLat());
    }

    private static Leftover.BridgeField bridgeField(Field field, Map<UUID, Cultivator> names) {
        Cultivator farmer = field.cultivatorId() == null ? null : names.get(field.cultivatorId());
        return new Leftover.BridgeField(field.id(), field.name(), field.cultivatorId(), name(farmer),
                farmer == null ? null : farmer.householdId(), field.area().squareMeters(), field.lonLat());
    }

    private static @Nullable String name(@Nullable Cultivator cultivator) {
        return cultivator == null ? null : cultivator.nameMasked();
    }
}
