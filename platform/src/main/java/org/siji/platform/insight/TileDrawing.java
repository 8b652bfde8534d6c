package org.siji.platform.insight;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.siji.platform.api.Station;
import org.siji.platform.geometry.Geometries;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtEncoder;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.UserDataKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerParams;

/**
 * Draws a vector tile (Mapbox vector tile specification 2.1). Close by, a field is a feature with id, name, station and area; from
 * further away the fields of one station are one feature, for the colour alone; from afar there are villages with their counts.
 */
final class TileDrawing {

    /** From here on a field can be told from its neighbour, and pointed at. */
    static final int SINGLE_FIELDS_FROM_ZOOM = 14;
    /** From here on fields are drawn at all. */
    static final int FIELDS_FROM_ZOOM = 12;

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int EXTENT = 4096;
    /** Drawn beyond the edge so that outlines don't show along tile borders, in units of the tile. */
    private static final int BUFFER = 64;
    /** A quarter of a pixel of a 512-pixel tile. */
    private static final double TOLERANCE = 2;
    private static final double SQUARE_METERS_PER_MU = 10_000.0 / 15.0;
    private static final Envelope DRAWN = new Envelope(-BUFFER, EXTENT + BUFFER, -BUFFER, EXTENT + BUFFER);

    private final Envelope square;

    TileDrawing(int z, int x, int y) {
        square = Mercator.tile(z, x, y);
    }

    /** What has to be asked for, in metres. */
    Envelope asked() {
        Envelope asked = new Envelope(square);
        asked.expandBy(square.getWidth() * BUFFER / EXTENT);
        return asked;
    }

    byte[] fields(List<MapStore.Shape> shapes, boolean single) {
        List<Geometry> drawn = new ArrayList<>();
        Map<Station, List<Polygon>> byStation = new EnumMap<>(Station.class);
        for (MapStore.Shape shape : shapes) {
            Geometry onTile = onTile(Geometries.fromWkb(shape.mercatorWkb()));
            if (onTile.isEmpty()) {
                continue;
            }
            if (single) {
                onTile.setUserData(Map.of("id", shape.id().toString(), "name", shape.name(), "station",
                        shape.station().name(), "area_mu",
                        Math.round(shape.squareMeters() / SQUARE_METERS_PER_MU * 100) / 100.0));
                drawn.add(onTile);
            } else {
                for (int i = 0; i < onTile.getNumGeometries(); i++) {
                    byStation.computeIfAbsent(shape.station(), station -> new ArrayList<>())
                            .add((Polygon) onTile.getGeometryN(i));
                }
            }
        }
        byStation.forEach((station, polygons) -> {
            Geometry all = FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
            all.setUserData(Map.of("station", station.name()));
            drawn.add(all);
        });
        return encode("fields", drawn);
    }

    /** One point per village, in the middle of its fields. */
    byte[] villages(List<MapStore.VillageExtent> villages, Map<String, String> names) {
        List<Geometry> drawn = new ArrayList<>();
        for (MapStore.VillageExtent village : villages) {
            Coordinate middle = village.mercator().centre();
            if (square.contains(middle)) {
                Geometry point = FACTORY.createPoint(new Coordinate(column(middle.x), row(middle.y)));
                point.setUserData(Map.of("code", village.code(), "name", names.getOrDefault(village.code(), ""),
                        "fields", village.fields(), "area_mu",
                        Math.round(village.squareMeters() / SQUARE_METERS_PER_MU)));
                drawn.add(point);
            }
        }
        return encode("villages", drawn);
    }

    private static byte[] encode(String layer, List<Geometry> drawn) {
        return MvtEncoder.encode(new JtsMvt(new JtsLayer(layer, drawn, EXTENT)), new MvtLayerParams(EXTENT),
                new UserDataKeyValueMapConverter());
    }

    private double column(double x) {
        return Math.rint((x - square.getMinX()) / square.getWidth() * EXTENT);
    }

    private double row(double y) {
        return Math.rint((square.getMaxY() - y) / square.getHeight() * EXTENT);
    }

    /** In whole units of the tile, cut at its buffer; empty when nothing of it is left. */
    private Geometry onTile(Geometry mercator) {
        mercator.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence sequence, int i) {
                double x = column(sequence.getX(i));
                double y = row(sequence.getY(i));
                sequence.setOrdinate(i, 0, x);
                sequence.setOrdinate(i, 1, y);
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        });
        Geometry simple = simplify(mercator);
        if (simple.isEmpty() || DRAWN.contains(simple.getEnvelopeInternal())) {
            return simple;
        }
        Geometry valid = simple.isValid() ? simple : GeometryFixer.fix(simple);
        Geometry cut = OverlayNGRobust.overlay(valid, FACTORY.toGeometry(DRAWN), OverlayNG.INTERSECTION);
        return cut.getDimension() == 2 ? polygonsOf(cut) : FACTORY.createPolygon();
    }

    /** Without the simplifier's own repair, which would cost more than all the rest; a bow tie of a quarter pixel harms nobody. */
    private static Geometry simplify(Geometry units) {
        DouglasPeuckerSimplifier simplifier = new DouglasPeuckerSimplifier(units);
        simplifier.setDistanceTolerance(TOLERANCE);
        simplifier.setEnsureValid(false);
        return simplifier.getResultGeometry();
    }

    private static Geometry polygonsOf(Geometry cut) {
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < cut.getNumGeometries(); i++) {
            if (cut.getGeometryN(i) instanceof Polygon polygon) {
                polygons.add(polygon);
            }
        }
        return polygons.size() == 1
                ? polygons.getFirst()
                : FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }
}
