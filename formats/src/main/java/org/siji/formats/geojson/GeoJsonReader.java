package org.siji.formats.geojson;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.FeatureRow;
import org.siji.formats.features.PolygonCheck;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.features.ReadResult;
import org.siji.geo.CoordinateSystem;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads polygons and multipolygons with their properties from a Feature or FeatureCollection. Coordinates are longitude and
 * latitude, as RFC 7946 has it; a file that names another system in the {@code crs} member of older days is refused.
 */
public final class GeoJsonReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final ReadLimits limits;
    private final Predicate<String> wanted;

    public GeoJsonReader() {
        this(ReadLimits.COUNTY, name -> true);
    }

    /** @param wanted the properties to keep */
    public GeoJsonReader(ReadLimits limits, Predicate<String> wanted) {
        this.limits = limits;
        this.wanted = wanted;
    }

    public ReadResult read(Path path) throws IOException {
        String fileName = String.valueOf(path.getFileName());
        if (Files.size(path) > limits.maxBytes()) {
            Problem problem = Problem.of(FeatureProblem.TOO_LARGE, Place.file(fileName), limits.maxBytes() >> 20);
            return new ReadResult(List.of(), List.of(problem), Set.of(), null, 0);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, fileName);
        }
    }

    /** @param fileName as problems call it */
    public ReadResult read(InputStream in, String fileName) throws IOException {
        Reading reading = new Reading(fileName);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            reading.root(parser);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            var location = e.getLocation();
            reading.problems.add(Problem.of(GeoJsonProblem.NOT_JSON, Place.file(fileName),
                    location == null ? 1 : location.getLineNr(), location == null ? 1 : location.getColumnNr()));
        }
        return new ReadResult(reading.rows, reading.problems, reading.names, CoordinateSystem.lonLat(),
                reading.records);
    }

    /** One file being read. */
    private final class Reading {
        private final String fileName;
        private final List<FeatureRow> rows = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final PolygonCheck check = new PolygonCheck(CoordinateSystem.lonLat(), problems);
        private long records;

        Reading(String fileName) {
            this.fileName = fileName;
        }

        /** A FeatureCollection's members may come in any order; a lone Feature has a Feature's members at the top. */
        void root(JsonParser parser) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.add(Problem.of(GeoJsonProblem.NOT_FEATURES, Place.file(fileName), "?"));
                return;
            }
            Feature lone = new Feature();
            boolean collection = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("features") && value == JsonToken.START_ARRAY) {
                    collection = true;
                    features(parser);
                } else if (name.equals("crs") && value == JsonToken.START_OBJECT) {
                    crs(parser);
                } else {
                    lone.member(name, value, parser);
                }
            }
            if (!collection && lone.type.equals("Feature")) {
                records = 1;
                add(lone);
            } else if (!collection) {
                problems.add(Problem.of(GeoJsonProblem.NOT_FEATURES, Place.file(fileName), lone.type));
            }
        }

        private void features(JsonParser parser) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                records++;
                if (records > limits.maxRecords()) {
                    if (records == limits.maxRecords() + 1) {
                        problems.add(Problem.of(FeatureProblem.TOO_MANY_RECORDS, Place.file(fileName),
                                limits.maxRecords()));
                    }
                    parser.skipChildren();
                    continue;
                }
                Feature feature = new Feature();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    feature.member(parser.currentName(), parser.nextToken(), parser);
                }
                add(feature);
            }
        }

        private void add(Feature feature) {
            Place place = Place.row(fileName, records);
            RawGeometry geometry = feature.geometry;
            if (geometry == null) {
                problems.add(Problem.of(FeatureProblem.NULL_SHAPE, place));
                return;
            }
            try {
                check.toLonLat(geometry.polygons(), place)
                        .ifPresent(lonLat -> rows
                                .add(new FeatureRow(fileName, records, lonLat, kept(feature.properties))));
            } catch (RawGeometry.Refused e) {
                problems.add(e.at(place));
            }
        }

        private Map<String, String> kept(Map<String, String> properties) {
            names.addAll(properties.keySet());
            properties.keySet().removeIf(wanted.negate());
            return Map.copyOf(properties);
        }

        private void crs(JsonParser parser) {
            String name = "?";
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                depth += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT || token == null ? -1 : 0;
                if (token == JsonToken.VALUE_STRING && "name".equals(parser.currentName())) {
                    name = parser.getString();
                }
            }
            String upper = name.toUpperCase(Locale.ROOT);
            if (!upper.endsWith("CRS84") && !upper.endsWith(":4326") && !upper.endsWith(":4490")) {
                problems.add(Problem.of(GeoJsonProblem.CRS_NOT_LON_LAT, Place.file(fileName), name));
            }
        }
    }

    /** Members of a Feature as they come. */
    private static final class Feature {
        private final Map<String, String> properties = new LinkedHashMap<>();
        private String type = "";
        private @Nullable RawGeometry geometry;

        void member(String name, JsonToken value, JsonParser parser) {
            if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getString();
            } else if (name.equals("geometry") && value == JsonToken.START_OBJECT) {
                geometry = RawGeometry.read(parser);
            } else if (name.equals("properties") && value == JsonToken.START_OBJECT) {
                readProperties(parser);
            } else if (name.equals("id") && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                properties.putIfAbsent("id", parser.getString());
            } else {
                parser.skipChildren();
            }
        }

        private void readProperties(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    String text = parser.getString().strip();
                    if (!text.isEmpty()) {
                        properties.put(name, text);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
    }
}
