package org.siji.track;

import java.util.List;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.quadtree.Quadtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.siji.geo.LocalPlane;
import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;

/**
 * The ground that jobs of one operation and season claim, whichever machine, day or subsidy: the same ground must not be
 * claimed twice. Neighbouring jobs overlap along their edge, so a strip along the edge of the claim is left out. Not safe for
 * concurrent use while adding.
 */
public final class GroundClaims {

    /** GNSS error of two machines, and that drivers work a little into the neighbour's. */
    public static final double EDGE_TOLERANCE_METERS = 1.5;
    private static final double MAX_OVERLAP_SHARE = 0.2;
    /** Less is no ground that anybody would be paid for. */
    public static final double MAX_OVERLAP_SQUARE_METERS = 15;

    private final Quadtree claims = new Quadtree();
    private final double edgeToleranceMeters;

    private record Claim(String id, Geometry lonLat) {}

    public GroundClaims() {
        this(EDGE_TOLERANCE_METERS);
    }

    /** @param edgeToleranceMeters 0 to 10 */
    public GroundClaims(double edgeToleranceMeters) {
        if (!(edgeToleranceMeters >= 0 && edgeToleranceMeters <= 10)) {
            throw new IllegalArgumentException("edgeToleranceMeters out of range: " + edgeToleranceMeters);
        }
        this.edgeToleranceMeters = edgeToleranceMeters;
    }

    /** @param workedLonLat polygons in degrees, as {@link CoverageMap#coveredLonLat} gives them */
    public void add(String id, Geometry workedLonLat) {
        if (!workedLonLat.isEmpty()) {
            claims.insert(workedLonLat.getEnvelopeInternal(), new Claim(id, workedLonLat));
        }
    }

    /**
     * One reason per job that claims the same ground: its area, and the share of the checked claim (without its edge). Jobs of
     * the same id are left out.
     */
    public TrackCheck check(String id, Geometry workedLonLat) {
        LocalPlane plane = workedLonLat.isEmpty() ? LocalPlane.at(0, 0) : LocalPlane.around(workedLonLat);
        // Slits between passes are filled first: the strip is left out along the claim's edge, not along each pass.
        Geometry inner = plane.toPlane(workedLonLat).buffer(edgeToleranceMeters).buffer(-2 * edgeToleranceMeters);
        if (inner.isEmpty()) {
            return TrackCheck.notChecked(Code.CLAIMED_TWICE);
        }
        Envelope box = workedLonLat.getEnvelopeInternal();
        List<?> near = claims.query(box);
        List<Reason> reasons = near.stream().map(Claim.class::cast)
                .filter(claim -> !claim.id.equals(id) && claim.lonLat.getEnvelopeInternal().intersects(box))
                .flatMap(claim -> {
                    double both = OverlayNGRobust.overlay(inner, plane.toPlane(claim.lonLat), OverlayNG.INTERSECTION)
                            .getArea();
                    double share = both / inner.getArea();
                    return both > MAX_OVERLAP_SQUARE_METERS && share > MAX_OVERLAP_SHARE
                            ? List.of(new Reason(Measure.OVERLAP_SQUARE_METERS, both, MAX_OVERLAP_SQUARE_METERS,
                                    claim.id), new Reason(Measure.OVERLAP_SHARE, share, MAX_OVERLAP_SHARE, claim.id))
                                    .stream()
                            : List.<Reason>of().stream();
                }).toList();
        return TrackCheck.of(Code.CLAIMED_TWICE, !reasons.isEmpty(), reasons.toArray(Reason[]::new));
    }
}
