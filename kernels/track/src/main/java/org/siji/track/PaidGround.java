package org.siji.track;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.siji.geo.LocalPlane;

/**
 * Whether a job asks to be paid for ground for which others of the same operation are paid already. Ground may be paid for as often
 * as a crop is grown on it: two harvests of rice are two works, two harvests within a week are one.
 *
 * <p>A job's ground is what it covered within its field, slits between passes filled, without a strip along the edge that is
 * half of {@link GroundClaims#EDGE_TOLERANCE_METERS} wide: where two jobs meet, they may overlap by the tolerance.
 */
public final class PaidGround {

    private static final double STRIP_METERS = GroundClaims.EDGE_TOLERANCE_METERS / 2;
    /** Of an outline; the strip is forty times as wide. */
    private static final double SIMPLIFIED_METERS = 0.02;
    private static final GeometryFactory PLANE = new GeometryFactory();

    private PaidGround() {}

    /**
     * How often ground may be paid for.
     *
     * @param perSeason   at most, 1 or more
     * @param daysBetween works less than so many days apart are one work, 0 or more
     */
    public record Times(int perSeason, int daysBetween) {

        public Times {
            if (perSeason < 1 || daysBetween < 0) {
                throw new IllegalArgumentException(perSeason + " times, " + daysBetween + " days apart");
            }
        }
    }

    /**
     * @param coveredLonLat read only if the fields overlap: it is large
     * @param workedOn      the last day
     */
    public record Job(String id, Geometry fieldLonLat, Supplier<Geometry> coveredLonLat, LocalDate workedOn) {}

    /**
     * Ground that a job has in common with another one.
     *
     * @param claimedSquareMeters the part of it that must not be paid for once more
     */
    public record Common(String id, double squareMeters, double claimedSquareMeters) {}

    /**
     * @param groundSquareMeters  of the job, without the strip; 0 if nobody was paid nearby, then it isn't looked at
     * @param claimedSquareMeters of it that must not be paid for once more, 0 where it may all be paid for
     * @param others              the jobs that are paid for the same ground, rightly or not; the most claimed ground first
     */
    public record Found(double groundSquareMeters, double claimedSquareMeters, List<Common> others) {}

    private record Paid(Job job, Geometry common) {}

    /** @param paid may hold jobs that are nowhere near */
    public static Found find(Job job, List<Job> paid, Times times) {
        LocalPlane plane = LocalPlane.around(job.fieldLonLat());
        Geometry field = onPlane(plane, job.fieldLonLat());
        List<Job> near = paid.stream()
                .filter(other -> other.fieldLonLat().getEnvelopeInternal()
                        .intersects(job.fieldLonLat().getEnvelopeInternal()))
                .filter(other -> isGround(both(field, onPlane(plane, other.fieldLonLat())))).toList();
        if (near.isEmpty()) {
            return new Found(0, 0, List.of());
        }
        Geometry mine = ground(plane, job);
        List<Paid> others = near.stream().map(other -> new Paid(other, both(mine, ground(plane, other))))
                .filter(other -> isGround(other.common())).toList();
        Geometry found = claimed(job, others, times);
        Geometry claimed = isGround(found) ? found : PLANE.createPolygon();
        return new Found(mine.getArea(), claimed.getArea(), others.stream()
                .map(other -> new Common(other.job().id(), other.common().getArea(),
                        both(other.common(), claimed).getArea()))
                .sorted(Comparator.comparingDouble(Common::claimedSquareMeters).reversed().thenComparing(Common::id))
                .toList());
    }

    private static boolean isGround(Geometry common) {
        return common.getArea() > GroundClaims.MAX_OVERLAP_SQUARE_METERS;
    }

    /** Where others did the same work, or as many works are paid for as may be. */
    private static Geometry claimed(Job job, List<Paid> others, Times times) {
        Geometry[] layers = new Geometry[times.perSeason()];
        Arrays.fill(layers, PLANE.createPolygon());
        Geometry claimed = PLANE.createPolygon();
        for (Paid other : others) {
            for (int depth = layers.length - 1; depth > 0; depth--) {
                layers[depth] = join(layers[depth], both(layers[depth - 1], other.common()));
            }
            layers[0] = join(layers[0], other.common());
            if (isOneWork(job, other.job(), times)) {
                claimed = join(claimed, other.common());
            }
        }
        return join(claimed, layers[layers.length - 1]);
    }

    private static boolean isOneWork(Job one, Job other, Times times) {
        return Math.abs(ChronoUnit.DAYS.between(one.workedOn(), other.workedOn())) < times.daysBetween();
    }

    private static Geometry ground(LocalPlane plane, Job job) {
        Geometry covered = onPlane(plane, job.coveredLonLat().get());
        Geometry filled = DouglasPeuckerSimplifier
                .simplify(covered.buffer(GroundClaims.EDGE_TOLERANCE_METERS), SIMPLIFIED_METERS)
                .buffer(-GroundClaims.EDGE_TOLERANCE_METERS);
        return both(filled, onPlane(plane, job.fieldLonLat())).buffer(-STRIP_METERS);
    }

    private static Geometry onPlane(LocalPlane plane, Geometry lonLat) {
        Geometry flat = plane.toPlane(lonLat);
        return flat.isValid() ? flat : GeometryFixer.fix(flat);
    }

    private static Geometry both(Geometry one, Geometry other) {
        return OverlayNGRobust.overlay(one, other, OverlayNG.INTERSECTION);
    }

    private static Geometry join(Geometry one, Geometry other) {
        return OverlayNGRobust.overlay(one, other, OverlayNG.UNION);
    }
}
