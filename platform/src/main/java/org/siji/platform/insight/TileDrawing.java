package org.siji.platform.insight;

import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.siji.platform.api.Station;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile.Tile;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerProps;
import io.github.sebasbaumh.mapbox.vectortile.util.GeomCmd;
import io.github.sebasbaumh.mapbox.vectortile.util.MvtUtil;

/**
 * Draws a vector tile (Mapbox vector tile specification 2.1). Close by, a field is a feature with id, name, station and area; from
 * further away the fields of one station are one feature, for the colour alone; from afar there are villages with their counts.
 */
final class TileDrawing {

    /** From here on a field can be told from its neighbour, and pointed at. */
    static final int SINGLE_FIELDS_FROM_ZOOM = 14;
    /** From here on fields are drawn at all. */
    static final int FIELDS_FROM_ZOOM = 12;

    private static final int EXTENT = Outline.EXTENT;
    private static final int VERSION = 2;
    /** Drawn beyond the edge so that outlines don't show along tile borders, in units of the tile. */
    private static final int BUFFER = 64;
    private static final double SQUARE_METERS_PER_MU = 10_000.0 / 15.0;

    private final int z;
    private final long west;
    private final long north;
    private final Envelope square;
    private final MvtLayerProps properties = new MvtLayerProps();
    private final TileRing ring = new TileRing();
    private final TileRing work = new TileRing();
    private int penX;
    private int penY;

    TileDrawing(int z, int x, int y) {
        this.z = z;
        this.west = (long) x * EXTENT;
        this.north = (long) y * EXTENT;
        this.square = Mercator.tile(z, x, y);
    }

    /** What has to be asked for, in metres: all that touches it can be seen on the tile. */
    Envelope asked() {
        Envelope asked = new Envelope(square);
        asked.expandBy(square.getWidth() * BUFFER / EXTENT);
        return asked;
    }

    byte[] fields(List<MapStore.Shape> shapes) {
        Tile.Layer.Builder layer = layer("fields");
        for (MapStore.Shape shape : shapes) {
            Tile.Feature.Builder feature = feature(new Outline.Reader(shape.outline()));
            if (feature.getGeometryCount() > 0) {
                tag(feature, "id", shape.id().toString());
                tag(feature, "name", shape.name());
                station(feature, shape.station(), shape.inReview());
                tag(feature, "area_mu", Math.round(shape.squareMeters() / SQUARE_METERS_PER_MU * 100) / 100.0);
                layer.addFeatures(feature);
            }
        }
        return encode(layer);
    }

    byte[] colours(List<MapStore.Colour> colours) {
        Tile.Layer.Builder layer = layer("fields");
        for (MapStore.Colour colour : colours) {
            Tile.Feature.Builder feature = feature(new Outline.Reader(colour.outlines()));
            if (feature.getGeometryCount() > 0) {
                station(feature, colour.station(), colour.inReview());
                layer.addFeatures(feature);
            }
        }
        return encode(layer);
    }

    /** One point per village, in the middle of its fields. */
    byte[] villages(List<MapStore.VillageExtent> villages, Map<String, String> names) {
        Tile.Layer.Builder layer = layer("villages");
        for (MapStore.VillageExtent village : villages) {
            Coordinate middle = village.mercator().centre();
            if (square.contains(middle)) {
                Tile.Feature.Builder feature = Tile.Feature.newBuilder().setType(Tile.GeomType.POINT)
                        .addGeometry(MvtUtil.geomCmdHdr(GeomCmd.MOVE_TO, 1));
                penX = 0;
                penY = 0;
                move(feature, (int) (Math.rint(Mercator.column(middle.x, z) * EXTENT) - west),
                        (int) (Math.rint(Mercator.row(middle.y, z) * EXTENT) - north));
                tag(feature, "code", village.code());
                tag(feature, "name", names.getOrDefault(village.code(), ""));
                tag(feature, "fields", village.fields());
                tag(feature, "area_mu", Math.round(village.squareMeters() / SQUARE_METERS_PER_MU));
                layer.addFeatures(feature);
            }
        }
        return encode(layer);
    }

    private void station(Tile.Feature.Builder feature, Station station, boolean inReview) {
        tag(feature, "station", station.name());
        if (inReview) {
            tag(feature, "review", true);
        }
    }

    private static Tile.Layer.Builder layer(String name) {
        return Tile.Layer.newBuilder().setVersion(VERSION).setName(name).setExtent(EXTENT);
    }

    private void tag(Tile.Feature.Builder feature, String key, Object value) {
        feature.addTags(properties.addKey(key)).addTags(properties.addValue(value));
    }

    private byte[] encode(Tile.Layer.Builder layer) {
        MvtUtil.writeProps(layer, properties);
        return Tile.newBuilder().addLayers(layer).build().toByteArray();
    }

    /** All outlines as one feature; without geometry when nothing of them is left on the tile. */
    private Tile.Feature.Builder feature(Outline.Reader outlines) {
        Tile.Feature.Builder feature = Tile.Feature.newBuilder().setType(Tile.GeomType.POLYGON);
        penX = 0;
        penY = 0;
        while (outlines.hasMore()) {
            int x = 0;
            int y = 0;
            for (int polygons = outlines.number(); polygons > 0; polygons--) {
                boolean drawn = false;
                int rings = outlines.number();
                for (int i = 0; i < rings; i++) {
                    ring.clear();
                    for (int corners = outlines.number(); corners > 0; corners--) {
                        x += outlines.signed();
                        y += outlines.signed();
                        if (outlines.number() <= z) {
                            ring.add((int) (scaled(x) - west), (int) (scaled(y) - north));
                        }
                    }
                    if (i == 0) {
                        drawn = draw(feature, false);
                    } else if (drawn) {
                        draw(feature, true);
                    }
                }
            }
        }
        return feature;
    }

    private long scaled(int unit) {
        int shift = Outline.ZOOM - z;
        return shift <= 0 ? (long) unit << -shift : unit + (1L << shift - 1) >> shift;
    }

    /** @return false if too little of it is left to be seen */
    private boolean draw(Tile.Feature.Builder feature, boolean hole) {
        ring.dropRepeatedEnd();
        ring.cut(-BUFFER, EXTENT + BUFFER, work);
        long area = ring.twiceArea();
        if (area == 0) {
            return false;
        }
        // By the specification outer rings run clockwise and holes against it.
        if (area > 0 == hole) {
            ring.reverse();
        }
        feature.addGeometry(MvtUtil.geomCmdHdr(GeomCmd.MOVE_TO, 1));
        move(feature, ring.x(0), ring.y(0));
        feature.addGeometry(MvtUtil.geomCmdHdr(GeomCmd.LINE_TO, ring.size() - 1));
        for (int i = 1; i < ring.size(); i++) {
            move(feature, ring.x(i), ring.y(i));
        }
        feature.addGeometry(MvtUtil.CLOSE_PATH_HDR);
        return true;
    }

    private void move(Tile.Feature.Builder feature, int x, int y) {
        feature.addGeometry(MvtUtil.encodeZigZag(x - penX)).addGeometry(MvtUtil.encodeZigZag(y - penY));
        penX = x;
        penY = y;
    }
}
