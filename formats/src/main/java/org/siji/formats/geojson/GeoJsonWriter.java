package org.siji.formats.geojson;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

import tools.jackson.core.JsonGenerator;

/** Writes geometries in longitude/latitude as GeoJSON geometry objects, to 1e-9 degrees (a tenth of a millimetre). */
public final class GeoJsonWriter {

    private static final double PRECISION = 1e9;

    private GeoJsonWriter() {}

    /** Writes one geometry object where a value may stand. */
    public static void write(Geometry lonLat, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", lonLat.getGeometryType());
        if (lonLat.getClass() == GeometryCollection.class) {
            json.writeArrayPropertyStart("geometries");
            for (int i = 0; i < lonLat.getNumGeometries(); i++) {
                write(lonLat.getGeometryN(i), json);
            }
            json.writeEndArray();
        } else {
            json.writeName("coordinates");
            coordinates(lonLat, json);
        }
        json.writeEndObject();
    }

    private static void coordinates(Geometry geometry, JsonGenerator json) {
        if (geometry instanceof Point point && !point.isEmpty()) {
            position(point.getCoordinate(), json);
            return;
        }
        json.writeStartArray();
        if (geometry instanceof LineString line) {
            for (Coordinate coordinate : line.getCoordinates()) {
                position(coordinate, json);
            }
        } else if (geometry instanceof Polygon polygon && !polygon.isEmpty()) {
            // RFC 7946 wants the outer ring counter-clockwise; reverse() keeps the geometry itself as it was.
            Polygon clockwise = (Polygon) polygon.norm();
            coordinates(clockwise.getExteriorRing().reverse(), json);
            for (int i = 0; i < clockwise.getNumInteriorRing(); i++) {
                coordinates(clockwise.getInteriorRingN(i).reverse(), json);
            }
        } else if (geometry instanceof MultiPolygon || geometry instanceof MultiLineString
                || geometry instanceof MultiPoint) {
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                coordinates(geometry.getGeometryN(i), json);
            }
        }
        json.writeEndArray();
    }

    private static void position(Coordinate coordinate, JsonGenerator json) {
        json.writeStartArray();
        json.writeNumber(Math.round(coordinate.x * PRECISION) / PRECISION);
        json.writeNumber(Math.round(coordinate.y * PRECISION) / PRECISION);
        json.writeEndArray();
    }
}
