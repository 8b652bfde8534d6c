package org.siji.formats.isoxml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.siji.formats.Place;
import org.siji.formats.Problem;

/**
 * Goes through the records of a log (ISO 11783-10, annex D.3; little-endian). Where the bytes can't be a record, looks for the
 * next place from which several records follow each other.
 */
final class LogRecords {

    /** Terminals do write 24:00:00, and once in some years there is a leap second. */
    private static final long MAX_MILLIS_OF_DAY = 86_401_000L;
    /** 2100; a later day is garbage. */
    private static final int MAX_DAY = 43_829;
    private static final int RECORDS_THAT_PROVE_A_PLACE = 3;
    private static final int VALUE_BYTES = 5;
    private static final double DEGREES = 1e-7;
    /** Status of the position: no fix, or an error of the receiver. */
    private static final int NO_GPS = 0;
    private static final int GPS_ERROR = 14;

    private final ByteBuffer bytes;
    private final LogHeader header;
    private final String file;
    private final List<Problem> problems;
    private final int valuesAt;
    private int offset;
    private int next;
    private long record;

    LogRecords(byte[] log, LogHeader header, String file, List<Problem> problems) {
        bytes = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        this.header = header;
        this.file = file;
        this.problems = problems;
        valuesAt = header.positionBytes();
    }

    /** To the next record; false at the end. */
    boolean advance() {
        offset = next;
        if (offset >= bytes.capacity()) {
            return false;
        }
        int end = endOfRecord(offset);
        if (end < 0) {
            return recover();
        }
        next = end;
        record++;
        return true;
    }

    long record() {
        return record;
    }

    private boolean recover() {
        int at = offset + 1;
        while (at < bytes.capacity() && !isFollowedByRecords(at)) {
            at++;
        }
        int skipped = at - offset;
        boolean atEnd = at >= bytes.capacity();
        problems.add(Problem.of(atEnd ? IsoXmlProblem.LOG_CUT : IsoXmlProblem.LOG_GARBLED,
                Place.row(file, record + 1), offset, skipped));
        next = at;
        return advance();
    }

    private boolean isFollowedByRecords(int from) {
        int at = from;
        for (int i = 0; i < RECORDS_THAT_PROVE_A_PLACE; i++) {
            int end = at < bytes.capacity() && isOnEarth(at) ? endOfRecord(at) : -1;
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private boolean isOnEarth(int at) {
        int position = at + 6;
        if (Double.isNaN(header.northFixed())) {
            if (position + 4 > bytes.capacity() || Math.abs(bytes.getInt(position) * DEGREES) > 90) {
                return false;
            }
            position += 4;
        }
        return !Double.isNaN(header.eastFixed())
                || position + 4 <= bytes.capacity() && Math.abs(bytes.getInt(position) * DEGREES) <= 180;
    }

    /** Offset behind the record that begins at {@code at}; -1 if these bytes can't be one. */
    private int endOfRecord(int at) {
        if (at + valuesAt + 1 > bytes.capacity()) {
            return -1;
        }
        long millis = Integer.toUnsignedLong(bytes.getInt(at));
        int day = Short.toUnsignedInt(bytes.getShort(at + 4));
        int count = Byte.toUnsignedInt(bytes.get(at + valuesAt));
        int end = at + valuesAt + 1 + count * VALUE_BYTES;
        if (millis > MAX_MILLIS_OF_DAY || day > MAX_DAY || end > bytes.capacity()) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            if (Byte.toUnsignedInt(bytes.get(at + valuesAt + 1 + i * VALUE_BYTES)) >= header.values().size()) {
                return -1;
            }
        }
        return end;
    }

    int daysSince1980() {
        return Short.toUnsignedInt(bytes.getShort(offset + 4));
    }

    long millisOfDay() {
        return Integer.toUnsignedLong(bytes.getInt(offset));
    }

    /** NaN without a GNSS fix. */
    double latDegrees() {
        if (!hasFix()) {
            return Double.NaN;
        }
        return Double.isNaN(header.northFixed()) ? bytes.getInt(offset + 6) * DEGREES : header.northFixed();
    }

    double lonDegrees() {
        if (!hasFix()) {
            return Double.NaN;
        }
        int at = offset + 6 + (Double.isNaN(header.northFixed()) ? 4 : 0);
        return Double.isNaN(header.eastFixed()) ? bytes.getInt(at) * DEGREES : header.eastFixed();
    }

    private boolean hasFix() {
        int status = header.status() ? bytes.get(offset + valuesAt - header.trailing() - 1) & 0xF : 1;
        return status != NO_GPS && status != GPS_ERROR;
    }

    int valueCount() {
        return Byte.toUnsignedInt(bytes.get(offset + valuesAt));
    }

    /** Index into the header's values. */
    int valueIndex(int i) {
        return Byte.toUnsignedInt(bytes.get(offset + valuesAt + 1 + i * VALUE_BYTES));
    }

    int value(int i) {
        return bytes.getInt(offset + valuesAt + 2 + i * VALUE_BYTES);
    }
}
