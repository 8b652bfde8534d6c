package org.siji.track;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * What an area may really be, given how far positions, width and lag may be wrong.
 *
 * <p>On a field the cells alone say too little: a track that is shifted by half a metre loses a strip along one side of the field,
 * and what it shows beyond the other side does not count. But it does show it. So slivers that are missing inside, no wider than the
 * errors reach, are given back up to a part of what was worked just outside; a machine that kept away from the ridge shows
 * nothing outside and gets nothing back. How wide the interval is follows from the length of the field's boundary and the
 * errors assumed, and from what the track itself shows: its slivers, its wider gaps and its leaps. The constants were
 * set on made-up tracks with known truth; {@code ./siji bench track} measures on others how often the interval holds it.
 */
final class AreaEstimate {

    /** Of what was worked outside, how much may be a strip that is missing inside: the rest would stick out without any error. */
    private static final double SHIFTED_SHARE = 0.7;
    private static final double BOUNDARY_SHARE = 0.065;
    private static final double SLIVER_SHARE = 0.75;
    private static final double GAP_SHARE = 0.35;
    private static final double DISPLACED_SHARE = 1.5;
    /** What lies aside may cover a pass beside it, or leave its own place bare; no field tells. */
    private static final double DISPLACED_WITHOUT_FIELD = 0.6;
    /** So many of the summed shares the truth lies below and above the estimate in one of twenty cases each. */
    private static final double DOWN = 0.62;
    private static final double UP = 0.66;
    /** Of the standard deviation without a field: passes that drift together hide ground, so the truth lies above more often. */
    private static final double DOWN_WITHOUT_FIELD = 0.9;
    private static final double UP_WITHOUT_FIELD = 2.1;
    /** Slivers are what is narrower than so many standard deviations of where an edge is. */
    private static final double SLIVER_REACHES = 2.66;
    private static final double WIDEST_SLIVER_METERS = 2;

    private final PassRaster raster;
    private final RasterFrame frame;
    private final MeasureParameters parameters;
    private final WorkTraits traits;
    private final double reachMeters;

    AreaEstimate(PassRaster raster, RasterFrame frame, MeasureParameters parameters, WorkTraits traits) {
        this.raster = raster;
        this.frame = frame;
        this.parameters = parameters;
        this.traits = traits;
        ErrorModel errors = parameters.errors();
        double lagMeters = errors.lagSeconds() * traits.metersPerSecond();
        reachMeters = StrictMath.sqrt(square(errors.driftMeters()) + square(errors.jitterMeters())
                + square(errors.widthMeters() / 2) + square(lagMeters) + square(raster.cellMeters) / 12);
    }

    private static double square(double value) {
        return value * value;
    }

    /** Square metres, summed over the parts of a field, each scaled to the part's own area. */
    private static final class Sums {
        double field;
        double covered;
        double slivers;
        double outside;
        double gaps;
        double squaredBoundaries;
    }

    AreaInterval within(Geometry fieldLonLat) {
        Sums sums = measure(frame.toFrame(fieldLonLat));
        if (sums.covered == 0) {
            return new AreaInterval(Area.ZERO, Area.ZERO, Area.ZERO);
        }
        double estimate = Math.min(sums.field,
                sums.covered + Math.min(sums.slivers, SHIFTED_SHARE * sums.outside));
        double net = raster.count(PassRaster.Bit.COVERED) * square(raster.cellMeters);
        double unit = BOUNDARY_SHARE * reachMeters * StrictMath.sqrt(sums.squaredBoundaries)
                + SLIVER_SHARE * sums.slivers + GAP_SHARE * sums.gaps
                + DISPLACED_SHARE * traits.displacedSquareMeters() * Math.min(1, sums.covered / net);
        return interval(estimate - DOWN * unit, estimate, Math.min(sums.field, estimate + UP * unit));
    }

    private static AreaInterval interval(double low, double estimate, double high) {
        return new AreaInterval(new Area(Math.max(0, low)), new Area(estimate), new Area(Math.max(estimate, high)));
    }

    private Sums measure(Geometry field) {
        List<FieldCells> parts = new ArrayList<>();
        for (int i = 0; i < field.getNumGeometries(); i++) {
            parts.add(FieldCells.of(field.getGeometryN(i), raster));
        }
        Sums sums = new Sums();
        for (int i = 0; i < parts.size(); i++) {
            add(field, parts, i, sums);
        }
        return sums;
    }

    private void add(Geometry field, List<FieldCells> parts, int part, Sums sums) {
        double widest = Math.min(WIDEST_SLIVER_METERS, SLIVER_REACHES * reachMeters);
        int side = Math.max(1, (int) Math.round(widest / raster.cellMeters));
        Geometry here = field.getGeometryN(part);
        Envelope box = new Envelope(here.getEnvelopeInternal());
        box.expandBy((side + 2) * raster.cellMeters);
        CellBits mine = cells(box);
        mine.fill(parts.get(part));
        CellBits ofAnyPart = cells(box);
        for (int i = 0; i < parts.size(); i++) {
            if (field.getGeometryN(i).getEnvelopeInternal().intersects(box)) {
                ofAnyPart.fill(parts.get(i));
            }
        }
        CellBits covered = cells(box);
        covered.fill(raster, PassRaster.Bit.COVERED);
        double area = here.getArea();
        double boundary = here.getLength();
        double squareMeters = area / Math.max(1, mine.count());
        long coveredCells = mine.and(covered).count();
        CellBits missed = mine.without(covered);
        long sliverCells = coveredCells == 0 ? 0 : missed.narrowerThan(side).count();
        sums.field += area;
        sums.covered += coveredCells * squareMeters;
        sums.slivers += sliverCells * squareMeters;
        sums.outside += covered.without(ofAnyPart).and(mine.near(side)).count() * square(raster.cellMeters);
        sums.squaredBoundaries += square(boundary);
        // What was left out on purpose is no error, however large it is.
        sums.gaps += Math.min((missed.count() - sliverCells) * squareMeters,
                parameters.errors().driftMeters() * boundary);
    }

    private CellBits cells(Envelope box) {
        return new CellBits(raster.firstFrom(box.getMinX()), raster.firstFrom(box.getMinY()),
                raster.firstFrom(box.getMaxX()), raster.firstFrom(box.getMaxY()));
    }

    /**
     * Without a field shifts of the whole don't matter: only the width, how passes drift against each other, and where they end.
     */
    AreaInterval ofAll() {
        double net = raster.count(PassRaster.Bit.COVERED) * square(raster.cellMeters);
        if (net == 0) {
            return new AreaInterval(Area.ZERO, Area.ZERO, Area.ZERO);
        }
        ErrorModel errors = parameters.errors();
        double width = traits.widthMeters();
        double netMeters = net / width;
        double passMeters = traits.distanceMeters() / traits.passes();
        double apart = 1 - StrictMath.exp(-traits.seconds() / traits.passes() / errors.driftSeconds());
        double betweenPasses = 2 * square(errors.driftMeters()) * apart + square(errors.jitterMeters());
        double ends = square(errors.lagSeconds() * traits.metersPerSecond() * width) * traits.passes();
        double cells = square(raster.cellMeters) * raster.cellMeters * netMeters;
        double sigma = StrictMath.sqrt(square(errors.widthMeters() * netMeters) + betweenPasses * passMeters * netMeters
                + ends + cells) + DISPLACED_WITHOUT_FIELD * traits.displacedSquareMeters();
        return interval(net - DOWN_WITHOUT_FIELD * sigma, net, net + UP_WITHOUT_FIELD * sigma);
    }
}
