package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;
import org.siji.geo.LocalPlane;
import org.siji.platform.api.ProblemException;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.stereotype.Service;

/** What lies around a bundle: needs near by that are out, and fields without a need whose households would bridge the way to them. */
@Service
class Surroundings {

    private static final double NEAR_METERS = 300;
    private static final double METERS_PER_DEGREE = 111_000;
    private static final int MOST = 60;

    private final BundleStore bundles;
    private final NeedStore needs;
    private final Bundling bundling;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;

    Surroundings(BundleStore bundles, NeedStore needs, Bundling bundling, FieldRegister fields,
            CultivatorRegister cultivators) {
        this.bundles = bundles;
        this.needs = needs;
        this.bundling = bundling;
        this.fields = fields;
        this.cultivators = cultivators;
    }

    /**
     * A need that could be in.
     *
     * @param distanceMeters from the bundle's largest part
     * @param adjoins        within the bundle's gap of it
     * @param daysInCommon   with all that is in; without any it can't be added
     * @param sameOffer      of the same service package, or of none like the bundle; otherwise it can't be added
     * @param draftId        another draft that holds it and would have to give it up first
     */
    record OutNeed(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId,
            @Nullable String cultivatorNameMasked, @Nullable UUID householdId, double areaSquareMeters,
            LocalDate windowFrom, LocalDate windowTo, double distanceMeters, boolean adjoins, boolean daysInCommon,
            boolean sameOffer, @Nullable UUID draftId, Geometry geometry) {}

    /**
     * A field without this need beside the bundle.
     *
     * @param householdId      to be asked; null where a cooperative or a grower from elsewhere farms it
     * @param connects         needs that would lie together with the largest part through it
     * @param gainSquareMeters its own area and theirs
     */
    record Bridge(UUID fieldId, String fieldName, @Nullable UUID cultivatorId, @Nullable String cultivatorNameMasked,
            @Nullable UUID householdId, double areaSquareMeters, List<UUID> connects, double gainSquareMeters,
            Geometry geometry) {}

    /** @param out nearest first; {@code bridges} those that connect most first */
    record View(double gapMeters, List<OutNeed> out, List<Bridge> bridges) {}

    /** Everything around, measured once in a plane of its own. */
    private record Around(BundleStore.Row row, Map<UUID, Need> members, Set<UUID> largest, Map<UUID, Field> fields,
            Map<UUID, Geometry> shapes, Map<UUID, Double> distances, Map<UUID, Cultivator> names) {

        boolean adjoins(UUID fieldId) {
            return Objects.requireNonNull(distances.get(fieldId)) <= row.gapMeters();
        }

        @Nullable
        Cultivator farmer(@Nullable UUID cultivatorId) {
            return cultivatorId == null ? null : names.get(cultivatorId);
        }
    }

    View of(UUID bundleId, CurrentUser user) {
        BundleStore.Row row = bundles.find(bundleId).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("bundle", bundleId));
        Around around = look(row);
        if (around.shapes.isEmpty()) {
            return new View(row.gapMeters(), List.of(), List.of());
        }
        Map<UUID, List<Need>> wanted = needs.listLiveOfFields(around.fields.keySet()).stream()
                .filter(need -> need.operation() == row.operation() && need.season() == row.season())
                .collect(Collectors.groupingBy(Need::fieldId));
        List<OutNeed> out = out(around, wanted);
        return new View(row.gapMeters(), out.stream().limit(MOST).toList(),
                bridges(around, wanted.keySet(), out).stream().limit(MOST).toList());
    }

    private Around look(BundleStore.Row row) {
        List<Need> members = needs.listOfBundle(row.id());
        Set<UUID> largest = bundling.largestPart(members, row.gapMeters());
        Map<UUID, Field> own = fields.mapFields(members.stream().map(Need::fieldId).collect(Collectors.toSet()));
        Set<UUID> core = members.stream().filter(need -> largest.contains(need.id())).map(Need::fieldId)
                .collect(Collectors.toSet());
        Envelope box = new Envelope();
        own.values().forEach(field -> box.expandToInclude(field.lonLat().getEnvelopeInternal()));
        Map<UUID, Field> known = new HashMap<>(own);
        Map<UUID, Geometry> shapes = new HashMap<>();
        Map<UUID, Double> distances = new HashMap<>();
        if (!box.isNull() && !core.isEmpty()) {
            LocalPlane plane = LocalPlane.at(box.centre().x, box.centre().y);
            double degrees = NEAR_METERS / METERS_PER_DEGREE;
            box.expandBy(degrees / Math.cos(Math.toRadians(box.centre().y)), degrees);
            fields.listFieldsWithin(box).stream().filter(field -> field.villageCode().equals(row.villageCode()))
                    .forEach(field -> known.put(field.id(), field));
            known.forEach((id, field) -> shapes.put(id, plane.toPlane(field.lonLat())));
            IndexedFacetDistance fromCore = new IndexedFacetDistance(Geometries.FACTORY.createGeometryCollection(
                    core.stream().map(shapes::get).filter(Objects::nonNull).toArray(Geometry[]::new)));
            shapes.forEach((id, shape) -> distances.put(id, core.contains(id) ? 0 : fromCore.distance(shape)));
        }
        Set<UUID> farmers = known.values().stream().map(Field::cultivatorId).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Around(row, members.stream().collect(Collectors.toMap(Need::id, need -> need)), largest, known,
                shapes, distances, farmers.isEmpty() ? Map.of() : cultivators.mapCultivators(farmers));
    }

    private List<OutNeed> out(Around around, Map<UUID, List<Need>> wanted) {
        UUID tie = around.members.values().stream().findFirst().map(Need::tie).orElse(null);
        List<Need> open = wanted.values().stream().flatMap(List::stream)
                .filter(need -> need.status() == NeedStatus.OPEN && !around.members.containsKey(need.id())
                        && Objects.requireNonNull(around.distances.get(need.fieldId())) <= NEAR_METERS)
                .toList();
        Map<UUID, UUID> drafts = bundles.liveBundlesOf(open.stream().map(Need::id).toList());
        return open.stream().map(need -> {
            Field field = Objects.requireNonNull(around.fields.get(need.fieldId()));
            Cultivator farmer = around.farmer(need.cultivatorId());
            return new OutNeed(need.id(), need.fieldId(), need.fieldName(), need.cultivatorId(),
                    farmer == null ? null : farmer.nameMasked(), need.householdId(), need.areaSquareMeters(),
                    need.windowFrom(), need.windowTo(),
                    Objects.requireNonNull(around.distances.get(need.fieldId())), around.adjoins(need.fieldId()),
                    NeedStore.overlap(need.windowFrom(), need.windowTo(), around.row.windowFrom(),
                            around.row.windowTo()),
                    Objects.equals(tie, need.tie()), drafts.get(need.id()), field.lonLat());
        }).sorted(Comparator.comparingDouble(OutNeed::distanceMeters).thenComparing(OutNeed::needId)).toList();
    }

    /** A field that waits for this operation anyhow can't be asked to bridge. */
    private List<Bridge> bridges(Around around, Set<UUID> wanted, List<OutNeed> out) {
        record Apart(UUID needId, UUID fieldId, double squareMeters) {}
        List<Apart> apart = new ArrayList<>();
        around.members.values().stream().filter(need -> !around.largest.contains(need.id()))
                .forEach(need -> apart.add(new Apart(need.id(), need.fieldId(), need.areaSquareMeters())));
        out.stream().filter(need -> !need.adjoins() && need.daysInCommon() && need.sameOffer())
                .forEach(need -> apart.add(new Apart(need.needId(), need.fieldId(), need.areaSquareMeters())));
        List<Bridge> bridges = new ArrayList<>();
        Set<UUID> busy = new HashSet<>(wanted);
        around.shapes.forEach((fieldId, shape) -> {
            if (busy.contains(fieldId) || !around.adjoins(fieldId)) {
                return;
            }
            Field field = Objects.requireNonNull(around.fields.get(fieldId));
            List<Apart> connected = apart.stream()
                    .filter(one -> around.shapes.containsKey(one.fieldId()) && shape.isWithinDistance(
                            Objects.requireNonNull(around.shapes.get(one.fieldId())), around.row.gapMeters()))
                    .toList();
            Cultivator farmer = around.farmer(field.cultivatorId());
            double own = field.area().squareMeters();
            bridges.add(new Bridge(fieldId, field.name(), field.cultivatorId(),
                    farmer == null ? null : farmer.nameMasked(), farmer == null ? null : farmer.householdId(), own,
                    connected.stream().map(Apart::needId).toList(),
                    own + connected.stream().mapToDouble(Apart::squareMeters).sum(), field.lonLat()));
        });
        bridges.sort(Comparator.comparing((Bridge one) -> one.connects().isEmpty())
                .thenComparing(Comparator.comparingDouble(Bridge::gainSquareMeters).reversed())
                .thenComparing(Bridge::fieldId));
        return bridges;
    }
}
