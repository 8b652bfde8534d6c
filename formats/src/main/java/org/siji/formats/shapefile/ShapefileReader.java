package org.siji.formats.shapefile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.FeatureRow;
import org.siji.formats.features.PolygonCheck;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.features.ReadResult;
import org.siji.geo.CoordinateSystem;
import org.siji.geo.UnsupportedCoordinateSystem;
import org.siji.geo.UnsupportedCoordinateSystem.Reason;

/**
 * Reads the polygons of a shapefile with their attributes. Bad input of any kind ends as problems in the result; an
 * {@link IOException} means that the disk failed, not the file.
 */
public final class ShapefileReader {

    private static final int MIN_RING_POINTS = 4;

    private final ReadLimits limits;
    private final @Nullable CoordinateSystem withoutPrj;
    private final Predicate<String> wanted;

    public ShapefileReader() {
        this(ReadLimits.COUNTY, null, name -> true);
    }

    /**
     * @param withoutPrj coordinate system to take when there is no {@code .prj}; null refuses such a file
     * @param wanted     the attributes to keep: thirty columns of a large file would fill the memory for nothing
     */
    public ShapefileReader(ReadLimits limits, @Nullable CoordinateSystem withoutPrj, Predicate<String> wanted) {
        this.limits = limits;
        this.withoutPrj = withoutPrj;
        this.wanted = wanted;
    }

    /**
     * @param path a {@code .shp} beside its parts, or a folder or zip with one shapefile at any depth; among several, all those of
     *             the layer DK are read as one (a survey's delivery may cut it into files), and the others are named as skipped
     */
    public ReadResult read(Path path) throws IOException {
        Reading reading = new Reading();
        String name = String.valueOf(path.getFileName());
        try (Delivery delivery = Delivery.open(path, limits)) {
            delivery.skipped().forEach(
                    layer -> reading.problems.add(Problem.of(ShapefileProblem.LAYER_SKIPPED, Place.file(layer))));
            for (Parts parts : delivery.shapefiles()) {
                reading.readOne(parts);
            }
        } catch (BadShapefile e) {
            reading.problems.add(e.problem());
        } catch (Parts.LimitReached e) {
            reading.problems.add(Problem.of(FeatureProblem.TOO_LARGE, Place.file(name), limits.maxBytes() >> 20));
        } catch (ZipException | EOFException e) {
            reading.problems.add(Problem.of(ShapefileProblem.ZIP_BROKEN, Place.file(name)));
        }
        return new ReadResult(reading.rows, reading.problems, reading.attributeNames, reading.crs, reading.allRecords);
    }

    /** One delivery being read. */
    private final class Reading {
        private final List<FeatureRow> rows = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<String> attributeNames = new HashSet<>();
        private final RingAssembler assembler = new RingAssembler();
        private @Nullable CoordinateSystem crs;
        private long allRecords;
        /** Of the shapefile that is being read. */
        private long records;

        /** What is wrong with one shapefile must not hide what is wrong with the next one. */
        void readOne(Parts parts) throws IOException {
            records = 0;
            try {
                read(parts);
            } catch (BadShapefile e) {
                problems.add(e.problem());
            }
            allRecords += records;
        }

        private void read(Parts parts) throws IOException, BadShapefile {
            CoordinateSystem system = coordinateSystem(parts);
            crs = crs == null ? system : crs;
            if (!parts.has("dbf")) {
                problems.add(Problem.of(ShapefileProblem.DBF_MISSING, Place.file(parts.nameOf("dbf"))));
            }
            try (InputStream shpIn = parts.open("shp")) {
                ShpFile shp = new ShpFile(shpIn, parts.shpName());
                if (shp.hasHeights()) {
                    problems.add(Problem.of(ShapefileProblem.HEIGHTS_IGNORED, Place.file(parts.shpName())));
                }
                if (system == null || !parts.has("dbf")) {
                    return;
                }
                DbfText text = DbfText.of(parts);
                try (InputStream dbfIn = parts.open("dbf")) {
                    readRows(shp, new DbfFile(dbfIn, parts.nameOf("dbf")), text, parts,
                            new PolygonCheck(system, problems));
                }
            }
        }

        private @Nullable CoordinateSystem coordinateSystem(Parts parts) throws IOException {
            Place prj = Place.file(parts.nameOf("prj"));
            if (!parts.has("prj")) {
                if (withoutPrj == null) {
                    problems.add(Problem.of(ShapefileProblem.PRJ_MISSING, prj));
                }
                return withoutPrj;
            }
            try {
                return CoordinateSystem.ofWkt(parts.text("prj", StandardCharsets.UTF_8));
            } catch (UnsupportedCoordinateSystem e) {
                problems.add(Problem.of(e.reason() == Reason.UNKNOWN_DATUM
                        ? ShapefileProblem.PRJ_DATUM_UNKNOWN
                        : ShapefileProblem.PRJ_UNKNOWN, prj, e.detail()));
                return null;
            }
        }

        private void readRows(ShpFile shp, DbfFile dbf, DbfText text, Parts parts, PolygonCheck check)
                throws IOException, BadShapefile {
            List<String> names = dbf.columns().stream()
                    .map(column -> text.decodeLeniently(column.name(), 0, column.name().length)).toList();
            boolean tableEnded = false;
            try {
                Optional<ShpFile.Shape> shape = shp.next();
                while (shape.isPresent()) {
                    records = shp.row();
                    if (allRecords + records > limits.maxRecords()) {
                        throw new BadShapefile(FeatureProblem.TOO_MANY_RECORDS, Place.file(parts.shpName()),
                                limits.maxRecords());
                    }
                    Optional<byte[]> row = tableEnded ? Optional.empty() : dbf.next();
                    tableEnded = row.isEmpty();
                    if (row.isPresent()) {
                        readRow(shape.get(), row.get(), dbf, names, text, parts, check);
                    }
                    shape = shp.next();
                }
                if (shp.bytesRead() < shp.announcedBytes()) {
                    problems.add(Problem.of(ShapefileProblem.LENGTH_MISMATCH, Place.file(parts.shpName()),
                            shp.announcedBytes(), shp.bytesRead()));
                }
            } catch (BadShapefile e) {
                problems.add(e.problem());
            }
            if (tableEnded && records <= dbf.rows()) {
                problems.add(Problem.of(ShapefileProblem.DBF_CUT, Place.file(parts.nameOf("dbf"))));
            } else if (records != dbf.rows()) {
                problems.add(Problem.of(ShapefileProblem.COUNT_MISMATCH, Place.file(parts.shpName()), records,
                        dbf.rows()));
            }
        }

        private void readRow(ShpFile.Shape shape, byte[] row, DbfFile dbf, List<String> names, DbfText text,
                Parts parts, PolygonCheck check) {
            Place place = Place.row(parts.shpName(), records);
            if (DbfFile.isDeleted(row)) {
                problems.add(Problem.of(ShapefileProblem.ROW_DELETED, place));
                return;
            }
            Map<String, String> attributes = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                DbfFile.Column column = dbf.columns().get(i);
                Optional<String> value = text.decode(row, column.offset(), column.length());
                if (value.isEmpty()) {
                    problems.add(Problem.of(ShapefileProblem.TEXT_UNREADABLE,
                            Place.field(parts.nameOf("dbf"), records, names.get(i)), text.charset()));
                }
                String known = value.orElseGet(() -> text.decodeLeniently(row, column.offset(), column.length()));
                if (!known.isEmpty()) {
                    attributeNames.add(names.get(i));
                    if (wanted.test(names.get(i))) {
                        attributes.put(names.get(i), known);
                    }
                }
            }
            rings(shape, place).map(assembler::assemble).ifPresent(assembled -> {
                Optional<Geometry> lonLat = check.toLonLat(assembled.geometry(), place);
                if (lonLat.isPresent() && assembled.woundWrongly()) {
                    problems.add(Problem.of(FeatureProblem.ORIENTATION_MENDED, place));
                }
                lonLat.ifPresent(geometry -> rows
                        .add(new FeatureRow(parts.shpName(), records, geometry, Map.copyOf(attributes))));
            });
        }

        private Optional<List<Coordinate[]>> rings(ShpFile.Shape shape, Place place) {
            switch (shape.kind()) {
                case NULL -> problems.add(Problem.of(FeatureProblem.NULL_SHAPE, place));
                case OTHER_TYPE -> problems.add(Problem.of(FeatureProblem.NOT_POLYGON, place, shape.typeName()));
                case BROKEN -> problems.add(Problem.of(ShapefileProblem.RECORD_BROKEN, place));
                case RINGS -> {
                    return closed(shape.rings(), place);
                }
            }
            return Optional.empty();
        }

        private Optional<List<Coordinate[]>> closed(List<Coordinate[]> rings, Place place) {
            for (Coordinate[] ring : rings) {
                Coordinate last = ring[ring.length - 1];
                if (!ring[0].equals2D(last)) {
                    problems.add(Problem.of(FeatureProblem.RING_NOT_CLOSED, place, PolygonCheck.number(last.x),
                            PolygonCheck.number(last.y)));
                    return Optional.empty();
                }
                if (ring.length < MIN_RING_POINTS) {
                    problems.add(Problem.of(FeatureProblem.EMPTY_AREA, place));
                    return Optional.empty();
                }
            }
            return Optional.of(rings);
        }
    }
}
