package org.siji.track;

/**
 * When a fix lies in a field, told without parcels: its machine has stayed near long enough, and the ground that its passes
 * close is large enough. The ground is counted with
 * the way itself, so a long road has much of it too; but there the machine does not stay.
 *
 * @param closingMeters        ground within twice this between two passes counts as closed; above 0, up to 20
 * @param minPatchSquareMeters least closed ground, joined together, around the fix
 * @param nearMeters           radius of "near"; above 0, up to 500
 * @param minSecondsNear       least time spent near and in motion, over the whole track
 */
public record FieldRoadRule(double closingMeters, double minPatchSquareMeters, double nearMeters,
        double minSecondsNear) {

    public FieldRoadRule {
        require(closingMeters > 0 && closingMeters <= 20, "closingMeters", closingMeters);
        require(minPatchSquareMeters >= 0, "minPatchSquareMeters", minPatchSquareMeters);
        require(nearMeters > 0 && nearMeters <= 500, "nearMeters", nearMeters);
        require(minSecondsNear >= 0, "minSecondsNear", minSecondsNear);
    }

    /**
     * Set on 20 labelled combine tracks of the North China plain (2021). A field there is larger than a mu: what closes less
     * ground was labelled road.
     */
    public static FieldRoadRule harvester() {
        return new FieldRoadRule(1.5, 750, 20, 40);
    }

    /** Set on 7 labelled tractor tracks of large fields (2018). */
    public static FieldRoadRule tractor() {
        return new FieldRoadRule(1.5, 500, 20, 130);
    }

    /** For terraces: a plot of 0.15 mu counts. Not set on labelled tracks, for lack of any. */
    public static FieldRoadRule smallPlots() {
        return new FieldRoadRule(1.5, 100, 20, 30);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " out of range: " + value);
        }
    }
}
