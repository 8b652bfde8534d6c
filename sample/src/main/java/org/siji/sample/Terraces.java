package org.siji.sample;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;

/**
 * Lays out one hillside: rows of plots one above the other, in a straightened frame (s along the contour, t up the slope, in
 * metres) that {@link Slope} then bends. Plots keep their distance in the straight frame and have their corners on common
 * knots, so that bending, which moves an edge's middle by less than a quarter of a metre from its chord, makes none overlap.
 */
final class Terraces {

    /** How steep: decides whether the risers between rows are narrower than a bundling gap of 3 m. */
    enum Steepness {
        GENTLE, MIXED, STEEP
    }

    /** A plot's corners in the straight frame, first not repeated; {@code row} counts terraces from below. */
    record Plot(List<Coordinate> corners, int row) {}

    /** A road's or ditch's middle in the straight frame, from knot to knot. */
    record Line(SampleLine.Kind kind, List<Coordinate> points, double widthMeters) {}

    private static final double KNOT_METERS = 12;
    private static final double LONGEST_PLOT_METERS = 46;
    private static final double SHORTEST_PLOT_METERS = 9;
    private static final double SMALLEST_PLOT_SQUARE_METERS = 95;
    /** Median of what is asked for; together with the cut-offs the mean comes out at two thirds of a mu. */
    private static final double MEDIAN_SQUARE_METERS = 491;

    private final Dice dice;
    private final Steepness steepness;
    private final double lengthMeters;
    private final double ditchAt;
    private final double ditchWidthMeters;
    private final int roadAfterRow;
    private final List<Plot> plots = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private double top;

    /**
     * @param lengthMeters of the longest row
     * @param withRoad     whether a road runs along the slope, half-way up
     */
    Terraces(Dice dice, Steepness steepness, int count, double left, double bottom, double lengthMeters,
            boolean withRoad) {
        this.dice = dice;
        this.steepness = steepness;
        this.lengthMeters = lengthMeters;
        double middle = left + lengthMeters / 2;
        ditchAt = middle + dice.uniform(-0.12, 0.12) * lengthMeters;
        ditchWidthMeters = lengthMeters > 100 && dice.chance(0.5) ? dice.uniform(1, 2) : 0;
        double rows = Math.max(1, count * MEDIAN_SQUARE_METERS / lengthMeters / 13);
        roadAfterRow = withRoad ? (int) Math.round(rows / 2) : -1;
        fill(count, middle, bottom, rows);
        if (ditchWidthMeters > 0) {
            lines.add(new Line(SampleLine.Kind.DITCH, straight(ditchAt, bottom, ditchAt, top), ditchWidthMeters));
        }
    }

    List<Plot> plots() {
        return plots;
    }

    List<Line> lines() {
        return lines;
    }

    /** Upper edge of the highest row, t in metres. */
    double top() {
        return top;
    }

    private void fill(int count, double middle, double bottom, double rows) {
        double t = bottom;
        for (int row = 0; plots.size() < count; row++) {
            double width = Math.min(36, Math.max(7, dice.logNormal(12.5, 0.35)));
            double outline = 0.66 + 0.34 * StrictMath.sin(Math.PI * Math.min(1, 0.15 + 0.7 * row / rows));
            double half = lengthMeters / 2 * outline;
            row(row, count, middle - half + dice.uniform(0, 8), middle + half - dice.uniform(0, 8), t, t + width);
            top = t + width;
            if (plots.size() < count) {
                t = top + riser(row, middle - half, middle + half);
            }
        }
    }

    private double riser(int row, double left, double right) {
        if (row == roadAfterRow) {
            double road = dice.uniform(3.2, 4);
            // Half a metre of verge on either side.
            double gap = road + 1;
            lines.add(new Line(SampleLine.Kind.ROAD, straight(left - 10, top + gap / 2, right + 10, top + gap / 2),
                    road));
            return gap;
        }
        boolean isGentle = steepness == Steepness.GENTLE || steepness == Steepness.MIXED && dice.chance(0.6);
        if (!isGentle) {
            return dice.uniform(3.6, 6);
        }
        if (dice.chance(0.2)) {
            double ditch = dice.uniform(1, 1.7);
            double gap = ditch + 0.4;
            lines.add(new Line(SampleLine.Kind.DITCH, straight(left, top + gap / 2, right, top + gap / 2), ditch));
            return gap;
        }
        return dice.uniform(0.8, 2);
    }

    private void row(int row, int count, double left, double right, double bottom, double top) {
        double width = top - bottom;
        double s = left;
        double slant = 0;
        double ridge = 0;
        while (plots.size() < count && right - s >= SHORTEST_PLOT_METERS + 2) {
            double asked = dice.logNormal(MEDIAN_SQUARE_METERS, 0.45) * StrictMath.pow(width / 13, 0.7);
            double length = Math.min(LONGEST_PLOT_METERS,
                    Math.max(Math.max(SHORTEST_PLOT_METERS, SMALLEST_PLOT_SQUARE_METERS / (width - 0.4)),
                            asked / width));
            double end = s + length;
            double nextRidge = dice.uniform(0.3, 0.8);
            double nextSlant = dice.uniform(-0.12, 0.12) * width;
            boolean atDitch = ditchWidthMeters > 0 && s < ditchAt && end > ditchAt - SHORTEST_PLOT_METERS - 2;
            if (atDitch) {
                end = ditchAt - s <= LONGEST_PLOT_METERS ? ditchAt : (s + ditchAt) / 2;
                nextRidge = end < ditchAt ? nextRidge : ditchWidthMeters + 0.3;
                nextSlant = end < ditchAt ? nextSlant : 0;
            }
            plots.add(plot(row, s + ridge / 2, end - nextRidge / 2, slant, nextSlant, bottom, top));
            s = end;
            ridge = nextRidge;
            slant = nextSlant;
        }
    }

    private Plot plot(int row, double left, double right, double slantLeft, double slantRight, double bottom,
            double top) {
        List<Coordinate> corners = new ArrayList<>(12);
        edge(corners, left - slantLeft / 2, right - slantRight / 2, bottom, 1);
        List<Coordinate> upper = new ArrayList<>(6);
        edge(upper, left + slantLeft / 2, right + slantRight / 2, top, -1);
        for (int i = upper.size() - 1; i >= 0; i--) {
            corners.add(upper.get(i));
        }
        return new Plot(corners, row);
    }

    /** Along t, from one corner over the knots to the other; {@code inward} moves every point a little into the plot. */
    private void edge(List<Coordinate> into, double from, double to, double t, int inward) {
        into.add(point(from + dice.uniform(0, 0.15), t, inward));
        for (double knot = (Math.floor((from + 2) / KNOT_METERS) + 1) * KNOT_METERS; knot < to
                - 2; knot += KNOT_METERS) {
            into.add(point(knot, t, inward));
        }
        into.add(point(to - dice.uniform(0, 0.15), t, inward));
    }

    private Coordinate point(double s, double t, int inward) {
        return new Coordinate(s, t + inward * dice.uniform(0, 0.35));
    }

    /** A straight line with a point at least every knot's length. */
    static List<Coordinate> straight(double s0, double t0, double s1, double t1) {
        int pieces = (int) Math.max(1, Math.ceil(StrictMath.hypot(s1 - s0, t1 - t0) / KNOT_METERS));
        List<Coordinate> points = new ArrayList<>();
        for (int i = 0; i <= pieces; i++) {
            double share = (double) i / pieces;
            points.add(new Coordinate(s0 + share * (s1 - s0), t0 + share * (t1 - t0)));
        }
        return points;
    }
}
