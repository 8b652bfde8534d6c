package org.siji.formats.geojson;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.PolygonCheck;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A geometry object as it stood in the file: the type may come after the coordinates, so they are kept as they are nested
 * until both are known.
 *
 * @param coordinates {@code double[]} for a position, a list for anything that holds such; null if there are none
 */
record RawGeometry(String type, @Nullable Object coordinates) {

    private static final GeometryFactory JTS = new GeometryFactory();
    private static final int MIN_RING_POINTS = 4;

    /** What stands in the way of a polygon. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ProblemKind kind;
        private final transient Object[] details;

        Refused(ProblemKind kind, Object... details) {
            super(kind.code(), null, false, false);
            this.kind = kind;
            this.details = details;
        }

        Problem at(Place place) {
            return Problem.of(kind, place, details);
        }
    }

    /** @param parser on the START_OBJECT of the geometry */
    static RawGeometry read(JsonParser parser) {
        String type = "";
        Object coordinates = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getString();
            } else if (name.equals("coordinates") && value == JsonToken.START_ARRAY) {
                coordinates = nested(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new RawGeometry(type, coordinates);
    }

    private static Object nested(JsonParser parser) {
        List<Object> children = new ArrayList<>();
        double[] position = new double[2];
        int numbers = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY
                && token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                children.add(nested(parser));
            } else if (token.isNumeric()) {
                if (numbers < 2) {
                    position[numbers] = parser.getDoubleValue();
                }
                numbers++;
            } else {
                // Neither number nor array: kept as a child that no type accepts.
                children.add(token);
                parser.skipChildren();
            }
        }
        return numbers >= 2 && children.isEmpty() ? position : children;
    }

    Geometry polygons() throws Refused {
        if (type.equals("Polygon")) {
            return polygon(coordinates);
        }
        if (type.equals("MultiPolygon")) {
            List<Polygon> polygons = new ArrayList<>();
            for (Object part : list(coordinates)) {
                polygons.add(polygon(part));
            }
            return polygons.size() == 1 ? polygons.get(0) : JTS.createMultiPolygon(polygons.toArray(Polygon[]::new));
        }
        throw new Refused(FeatureProblem.NOT_POLYGON, type);
    }

    private Polygon polygon(@Nullable Object rings) throws Refused {
        List<LinearRing> linear = new ArrayList<>();
        for (Object ring : list(rings)) {
            linear.add(ring(list(ring)));
        }
        return JTS.createPolygon(linear.get(0), linear.subList(1, linear.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring(List<?> positions) throws Refused {
        Coordinate[] coordinatesOfRing = new Coordinate[positions.size()];
        for (int i = 0; i < coordinatesOfRing.length; i++) {
            if (!(positions.get(i) instanceof double[] position)) {
                throw new Refused(GeoJsonProblem.COORDINATES_BROKEN, type);
            }
            coordinatesOfRing[i] = new Coordinate(position[0], position[1]);
        }
        Coordinate last = coordinatesOfRing[coordinatesOfRing.length - 1];
        if (!coordinatesOfRing[0].equals2D(last)) {
            throw new Refused(FeatureProblem.RING_NOT_CLOSED, PolygonCheck.number(last.x), PolygonCheck.number(last.y));
        }
        if (coordinatesOfRing.length < MIN_RING_POINTS) {
            throw new Refused(FeatureProblem.EMPTY_AREA);
        }
        return JTS.createLinearRing(coordinatesOfRing);
    }

    private List<?> list(@Nullable Object value) throws Refused {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw new Refused(GeoJsonProblem.COORDINATES_BROKEN, type);
    }
}
