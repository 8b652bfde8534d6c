package org.siji.platform.geometry;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.springframework.boot.jackson.JacksonComponent;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** JTS geometries as GeoJSON (RFC 7946), longitude first, degrees with nine decimals (0.1 mm). */
@JacksonComponent
public class GeometryJson {

    private static final double DECIMALS = 1e9;

    /** Writes points, lines, polygons and their multiples. */
    public static class Writer extends ValueSerializer<Geometry> {

        @Override
        public Class<Geometry> handledType() {
            return Geometry.class;
        }

        @Override
        public void serialize(Geometry geometry, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("type", geometry.getGeometryType());
            out.writeName("coordinates");
            switch (geometry) {
                case Point point -> position(point.getCoordinate(), out);
                case LineString line -> positions(line, out);
                case Polygon polygon -> rings(polygon, out);
                case MultiPolygon parts -> {
                    out.writeStartArray();
                    for (int i = 0; i < parts.getNumGeometries(); i++) {
                        rings((Polygon) parts.getGeometryN(i), out);
                    }
                    out.writeEndArray();
                }
                case MultiLineString parts -> {
                    out.writeStartArray();
                    for (int i = 0; i < parts.getNumGeometries(); i++) {
                        positions((LineString) parts.getGeometryN(i), out);
                    }
                    out.writeEndArray();
                }
                default -> throw new IllegalArgumentException(geometry.getGeometryType());
            }
            out.writeEndObject();
        }

        private static void rings(Polygon polygon, JsonGenerator out) {
            out.writeStartArray();
            if (!polygon.isEmpty()) {
                positions(polygon.getExteriorRing(), out);
                for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                    positions(polygon.getInteriorRingN(i), out);
                }
            }
            out.writeEndArray();
        }

        private static void positions(LineString line, JsonGenerator out) {
            out.writeStartArray();
            for (Coordinate coordinate : line.getCoordinates()) {
                position(coordinate, out);
            }
            out.writeEndArray();
        }

        private static void position(Coordinate coordinate, JsonGenerator out) {
            out.writeStartArray();
            out.writeNumber(Math.rint(coordinate.x * DECIMALS) / DECIMALS);
            out.writeNumber(Math.rint(coordinate.y * DECIMALS) / DECIMALS);
            out.writeEndArray();
        }
    }

    /** Reads polygons and multipolygons: the only geometries that people send us. */
    public static class Reader extends ValueDeserializer<Geometry> {

        @Override
        public Class<?> handledType() {
            return Geometry.class;
        }

        @Override
        public @Nullable Geometry deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            String type = node.path("type").asString("");
            try {
                return switch (type.toLowerCase(Locale.ROOT)) {
                    case "polygon" -> polygon(node.path("coordinates"));
                    case "multipolygon" -> {
                        JsonNode parts = node.path("coordinates");
                        Polygon[] polygons = new Polygon[parts.size()];
                        for (int i = 0; i < polygons.length; i++) {
                            polygons[i] = polygon(parts.path(i));
                        }
                        yield Geometries.FACTORY.createMultiPolygon(polygons);
                    }
                    default -> context.reportInputMismatch(Geometry.class, "not a polygon: %s", type);
                };
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(Geometry.class, "not a polygon: %s", e.getMessage());
            }
        }

        private static Polygon polygon(JsonNode rings) {
            LinearRing[] holes = new LinearRing[Math.max(0, rings.size() - 1)];
            for (int i = 0; i < holes.length; i++) {
                holes[i] = ring(rings.path(i + 1));
            }
            return Geometries.FACTORY.createPolygon(ring(rings.path(0)), holes);
        }

        private static LinearRing ring(JsonNode positions) {
            Coordinate[] coordinates = new Coordinate[positions.size()];
            for (int i = 0; i < coordinates.length; i++) {
                JsonNode position = positions.path(i);
                if (!position.path(0).isNumber() || !position.path(1).isNumber()) {
                    throw new IllegalArgumentException("position " + i + " is not two numbers");
                }
                coordinates[i] = new Coordinate(position.path(0).asDouble(), position.path(1).asDouble());
            }
            return Geometries.FACTORY.createLinearRing(coordinates);
        }
    }
}
