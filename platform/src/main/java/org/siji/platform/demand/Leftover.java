package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Operation;

/**
 * Needs that lie together and stay below the threshold, with what would help.
 *
 * @param windowFrom          first day that suits all of them
 * @param windowTo            last such day, inclusive
 * @param missingSquareMeters to the threshold
 * @param bridges             least additional area first
 */
record Leftover(Operation operation, LocalDate windowFrom, LocalDate windowTo, double gapMeters, double thresholdMu,
        double areaSquareMeters, double missingSquareMeters, List<LeftNeed> needs, List<Bridge> bridges) {

    /** A need of the group and its field. */
    record LeftNeed(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId,
            @Nullable String cultivatorNameMasked, double areaSquareMeters, LocalDate windowFrom, LocalDate windowTo,
            Geometry geometry) {}

    /**
     * Fields whose cultivators would have to join.
     *
     * @param joinsBundle        whether a proposed bundle is reached; otherwise the group becomes a bundle itself
     * @param resultSquareMeters area of the whole afterwards
     */
    record Bridge(boolean joinsBundle, double resultSquareMeters, List<BridgeField> fields) {}

    /**
     * A field without a need for this operation.
     *
     * @param householdId the household to be asked; null where a cooperative or a grower from elsewhere farms the field
     */
    record BridgeField(UUID fieldId, String fieldName, @Nullable UUID cultivatorId,
            @Nullable String cultivatorNameMasked, @Nullable UUID householdId, double areaSquareMeters,
            Geometry geometry) {}
}
