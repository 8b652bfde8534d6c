package org.siji.formats.shapefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.siji.formats.Place;

/** Reads the rows of a dBASE III/IV table as raw bytes; which text they are is {@link DbfText}'s business. */
final class DbfFile {

    private static final int PREFIX_BYTES = 32;
    private static final int DESCRIPTOR_BYTES = 32;
    private static final int END_OF_DESCRIPTORS = 0x0D;

    /**
     * @param name   raw bytes of the column's name
     * @param type   dBASE type letter
     * @param offset first byte within a row
     */
    record Column(byte[] name, char type, int offset, int length) {}

    private final InputStream in;
    private final long rows;
    private final int rowBytes;
    private final int languageDriver;
    private final List<Column> columns = new ArrayList<>();

    DbfFile(InputStream in, String file) throws IOException, BadShapefile {
        this.in = in;
        ByteBuffer prefix = ByteBuffer.wrap(in.readNBytes(PREFIX_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (prefix.limit() < PREFIX_BYTES) {
            throw new BadShapefile(ShapefileProblem.DBF_HEADER_BROKEN, Place.file(file));
        }
        rows = Integer.toUnsignedLong(prefix.getInt(4));
        int headerBytes = Short.toUnsignedInt(prefix.getShort(8));
        rowBytes = Short.toUnsignedInt(prefix.getShort(10));
        languageDriver = Byte.toUnsignedInt(prefix.get(29));
        byte[] header = in.readNBytes(Math.max(0, headerBytes - PREFIX_BYTES));
        int offset = 1;
        for (int at = 0; at + DESCRIPTOR_BYTES <= header.length
                && header[at] != END_OF_DESCRIPTORS; at += DESCRIPTOR_BYTES) {
            int length = Byte.toUnsignedInt(header[at + 16]);
            columns.add(new Column(name(header, at), (char) header[at + 11], offset, length));
            offset += length;
        }
        if (header.length < headerBytes - PREFIX_BYTES || columns.isEmpty() || offset != rowBytes) {
            throw new BadShapefile(ShapefileProblem.DBF_HEADER_BROKEN, Place.file(file));
        }
    }

    private static byte[] name(byte[] header, int at) {
        int end = at;
        while (end < at + 11 && header[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(header, at, end);
    }

    /** As the header says. */
    long rows() {
        return rows;
    }

    int languageDriver() {
        return languageDriver;
    }

    List<Column> columns() {
        return columns;
    }

    /** The next row, starting with its deletion mark; empty when the file has no whole row left. */
    Optional<byte[]> next() throws IOException {
        byte[] row = in.readNBytes(rowBytes);
        return row.length == rowBytes ? Optional.of(row) : Optional.empty();
    }

    static boolean isDeleted(byte[] row) {
        return row[0] == '*';
    }
}
