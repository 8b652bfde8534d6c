package org.siji.formats.shapefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Place;

/** Reads a {@code .shp} from front to back. */
final class ShpFile {

    private static final int HEADER_BYTES = 100;
    private static final int FILE_CODE = 9994;
    private static final int VERSION = 1000;
    private static final int NULL_SHAPE = 0;
    private static final int POLYGON = 5;
    private static final int POLYGON_Z = 15;
    private static final int POLYGON_M = 25;
    private static final int MAX_RECORD_BYTES = 1 << 28;

    private final InputStream in;
    private final String file;
    private final long announcedBytes;
    private final int shapeType;
    private long row;
    private long bytesRead = HEADER_BYTES;

    ShpFile(InputStream in, String file) throws IOException, BadShapefile {
        this.in = in;
        this.file = file;
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
        if (header.limit() < HEADER_BYTES || header.getInt(0) != FILE_CODE
                || header.order(ByteOrder.LITTLE_ENDIAN).getInt(28) != VERSION) {
            throw new BadShapefile(ShapefileProblem.HEADER_BROKEN, Place.file(file));
        }
        announcedBytes = 2L * header.order(ByteOrder.BIG_ENDIAN).getInt(24);
        shapeType = header.order(ByteOrder.LITTLE_ENDIAN).getInt(32);
        if (announcedBytes < HEADER_BYTES) {
            throw new BadShapefile(ShapefileProblem.HEADER_BROKEN, Place.file(file));
        }
        if (shapeType != POLYGON && !hasHeights()) {
            throw new BadShapefile(ShapefileProblem.NOT_POLYGONS, Place.file(file), typeName(shapeType));
        }
    }

    boolean hasHeights() {
        return shapeType == POLYGON_Z || shapeType == POLYGON_M;
    }

    long announcedBytes() {
        return announcedBytes;
    }

    long bytesRead() {
        return bytesRead;
    }

    /** Number of the record that {@link #next} returned last, from 1. */
    long row() {
        return row;
    }

    enum Kind {
        RINGS, NULL, OTHER_TYPE, BROKEN
    }

    /**
     * @param rings    for {@link Kind#RINGS}; not checked for closure
     * @param typeName for {@link Kind#OTHER_TYPE}
     */
    record Shape(Kind kind, List<Coordinate[]> rings, String typeName) {
        static Shape of(Kind kind) {
            return new Shape(kind, List.of(), "");
        }
    }

    /** Empty at the end of the file; fails where the file ends within a record. */
    Optional<Shape> next() throws IOException, BadShapefile {
        byte[] recordHeader = in.readNBytes(8);
        if (recordHeader.length == 0) {
            return Optional.empty();
        }
        row++;
        long contentBytes = recordHeader.length < 8 ? -1 : 2L * ByteBuffer.wrap(recordHeader).getInt(4);
        if (contentBytes < 4 || contentBytes > MAX_RECORD_BYTES) {
            throw new BadShapefile(ShapefileProblem.RECORD_CUT, Place.row(file, row));
        }
        byte[] bytes = in.readNBytes((int) contentBytes);
        if (bytes.length < contentBytes) {
            throw new BadShapefile(ShapefileProblem.RECORD_CUT, Place.row(file, row));
        }
        bytesRead += 8 + contentBytes;
        return Optional.of(shape(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
    }

    private static Shape shape(ByteBuffer content) {
        int type = content.getInt(0);
        if (type == NULL_SHAPE) {
            return Shape.of(Kind.NULL);
        }
        if (type != POLYGON && type != POLYGON_Z && type != POLYGON_M) {
            return new Shape(Kind.OTHER_TYPE, List.of(), typeName(type));
        }
        if (content.limit() < 44) {
            return Shape.of(Kind.BROKEN);
        }
        int parts = content.getInt(36);
        int points = content.getInt(40);
        if (parts == 0 && points == 0) {
            return Shape.of(Kind.NULL);
        }
        if (parts <= 0 || points <= 0 || 44 + 4L * parts + 16L * points > content.limit()) {
            return Shape.of(Kind.BROKEN);
        }
        List<Coordinate[]> rings = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int from = content.getInt(44 + 4 * part);
            int to = part + 1 < parts ? content.getInt(48 + 4 * part) : points;
            if (from < 0 || to <= from || to > points) {
                return Shape.of(Kind.BROKEN);
            }
            Coordinate[] ring = new Coordinate[to - from];
            for (int i = 0; i < ring.length; i++) {
                int at = 44 + 4 * parts + 16 * (from + i);
                ring[i] = new Coordinate(content.getDouble(at), content.getDouble(at + 8));
            }
            rings.add(ring);
        }
        return new Shape(Kind.RINGS, rings, "");
    }

    private static String typeName(int type) {
        return switch (type) {
            case 0 -> "Null";
            case 1 -> "Point";
            case 3 -> "PolyLine";
            case 8 -> "MultiPoint";
            case 11 -> "PointZ";
            case 13 -> "PolyLineZ";
            case 18 -> "MultiPointZ";
            case 21 -> "PointM";
            case 23 -> "PolyLineM";
            case 28 -> "MultiPointM";
            case 31 -> "MultiPatch";
            default -> String.valueOf(type);
        };
    }
}
