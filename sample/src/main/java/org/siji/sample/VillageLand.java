package org.siji.sample;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.siji.geo.LocalPlane;

/** The ground of one village: per group its hillsides, roads between them, and the plots on them. */
final class VillageLand {

    /**
     * One plot of ground, not yet a parcel.
     *
     * @param hillside counted from 0 within the group
     * @param plane    in metres
     * @param lonLat   in degrees
     */
    record Ground(int hillside, String locality, Polygon plane, Polygon lonLat) {}

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final int COLUMNS = 3;
    private static final double COLUMN_PITCH_METERS = 500;
    private static final double LONGEST_ROW_METERS = 420;

    private final Dice dice;
    private final Slope slope;
    private final List<List<Ground>> groups = new ArrayList<>();
    private final List<SampleLine> lines = new ArrayList<>();
    private final double[] columnTop = new double[COLUMNS];

    VillageLand(LocalPlane plane, Dice dice, int[] parcelsOfGroups) {
        this.dice = dice;
        slope = new Slope(plane, dice);
        for (int g = 0; g < parcelsOfGroups.length; g++) {
            groups.add(group(g, parcelsOfGroups[g]));
        }
    }

    /** Per group its plots, hillside by hillside, row by row. */
    List<List<Ground>> groups() {
        return groups;
    }

    List<SampleLine> lines() {
        return lines;
    }

    private List<Ground> group(int number, int parcels) {
        List<Ground> ground = new ArrayList<>(parcels);
        List<String> localities = localities();
        int column = number % COLUMNS;
        double bottom = columnTop[column];
        for (int hillside = 0; ground.size() < parcels; hillside++) {
            int left = parcels - ground.size();
            // One hillside of every group is large, so that some blocks pass 50 mu; the others are what remains.
            double share = hillside == 0 ? dice.uniform(0.58, 0.68) : dice.uniform(0.35, 0.8);
            int count = left < 20 ? left : (int) Math.max(8, Math.round(left * share));
            bottom = hillside(ground, hillside, localities.get(hillside % localities.size()), count, column, bottom,
                    number == 0);
        }
        columnTop[column] = bottom + 30;
        return ground;
    }

    /** @return where the next hillside may begin */
    private double hillside(List<Ground> ground, int hillside, String locality, int count, int column, double bottom,
            boolean isFirstGroup) {
        double length = Math.min(LONGEST_ROW_METERS, Math.max(50, Math.sqrt(count * 484 * dice.uniform(1.1, 2.2))));
        boolean isMain = hillside == 0 && isFirstGroup;
        double chance = dice.uniform(0, 1);
        Terraces.Steepness steepness = isMain || chance < 0.45
                ? Terraces.Steepness.GENTLE
                : chance < 0.75 ? Terraces.Steepness.MIXED : Terraces.Steepness.STEEP;
        boolean withRoad = !isMain && count > 50 && dice.chance(0.5);
        double left = column * COLUMN_PITCH_METERS + (LONGEST_ROW_METERS - length) * dice.uniform(0.3, 0.7);
        Terraces terraces = new Terraces(dice, steepness, count, left, bottom, length, withRoad);
        for (Terraces.Plot plot : terraces.plots()) {
            Coordinate[] ring = slope.ring(plot.corners());
            ground.add(new Ground(hillside, locality, GEOMETRY.createPolygon(ring),
                    GEOMETRY.createPolygon(degrees(ring))));
        }
        terraces.lines().forEach(this::line);
        boolean isRoadAbove = dice.chance(0.6);
        double gap = isRoadAbove ? 5 : dice.uniform(9, 40);
        if (isRoadAbove) {
            line(new Terraces.Line(SampleLine.Kind.ROAD, Terraces.straight(left - 15, terraces.top() + gap / 2,
                    left + length + 15, terraces.top() + gap / 2), 3.5));
        }
        return terraces.top() + gap;
    }

    private void line(Terraces.Line line) {
        Coordinate[] points = line.points().stream().map(slope::toPlane).map(slope::toLonLat)
                .toArray(Coordinate[]::new);
        lines.add(new SampleLine(line.kind(), GEOMETRY.createLineString(points), line.widthMeters()));
    }

    private Coordinate[] degrees(Coordinate[] ring) {
        Coordinate[] lonLat = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
            lonLat[i] = slope.toLonLat(ring[i]);
        }
        return lonLat;
    }

    private List<String> localities() {
        List<String> names = new ArrayList<>();
        for (String first : SampleWords.listNames("localityFirst")) {
            for (String second : SampleWords.listNames("localitySecond")) {
                names.add(first + second);
            }
        }
        dice.shuffle(names);
        return names;
    }
}
