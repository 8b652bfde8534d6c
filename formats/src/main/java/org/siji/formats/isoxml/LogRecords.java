package org.siji.formats.isoxml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;

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
    private static final double HDOP_STEP = 0.1;
    private static final int NO_HDOP = 0xFFFF;
    /** Status of the position: no fix, or an error of the receiver. */
    private static final int NO_GPS = 0;
    private static final int GPS_ERROR = 14;
    /** So many places are named one by one. */
    private static final int GARBLED_NAMED = 100;

    private final ByteBuffer bytes;
    private final LogHeader header;
    private final String file;
    private final List<Problem> problems;
    private int offset;
    private int next;
    private long record;
    private int garbled;
    private long garbledBytesUnnamed;

    LogRecords(ByteBuffer log, LogHeader header, String file, List<Problem> problems) {
        bytes = log.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.header = header;
        this.file = file;
        this.problems = problems;
    }

    /** To the next record; false at the end. */
    boolean advance() {
        offset = next;
        if (offset >= bytes.capacity()) {
            if (garbled > GARBLED_NAMED) {
                problems.add(Problem.of(IsoXmlProblem.LOG_GARBLED_MORE, Place.file(file), garbled - GARBLED_NAMED,
                        garbledBytesUnnamed));
                garbled = 0;
            }
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
        if (at >= bytes.capacity()) {
            problems.add(Problem.of(IsoXmlProblem.LOG_CUT, Place.row(file, record + 1), offset, skipped));
        } else if (++garbled <= GARBLED_NAMED) {
            problems.add(Problem.of(IsoXmlProblem.LOG_GARBLED, Place.row(file, record + 1), offset, skipped));
        } else {
            garbledBytesUnnamed += skipped;
        }
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
        return isWithin(at, header.northAt(), 90) && isWithin(at, header.eastAt(), 180);
    }

    private boolean isWithin(int at, int part, double degrees) {
        return part < 0
                || at + part + 4 <= bytes.capacity() && Math.abs(bytes.getInt(at + part) * DEGREES) <= degrees;
    }

    /** Offset behind the record that begins at {@code at}; -1 if these bytes can't be one. */
    private int endOfRecord(int at) {
        int valuesAt = at + header.valuesAt();
        if (valuesAt + 1 > bytes.capacity()) {
            return -1;
        }
        long millis = Integer.toUnsignedLong(bytes.getInt(at));
        int day = Short.toUnsignedInt(bytes.getShort(at + 4));
        int count = Byte.toUnsignedInt(bytes.get(valuesAt));
        int end = valuesAt + 1 + count * VALUE_BYTES;
        if (millis > MAX_MILLIS_OF_DAY || day > MAX_DAY || end > bytes.capacity()) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            if (Byte.toUnsignedInt(bytes.get(valuesAt + 1 + i * VALUE_BYTES)) >= header.values().size()) {
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

    /** The receiver's own time: milliseconds since 1980-01-01T00:00Z; empty if it isn't logged or can't be one. */
    OptionalLong findUtcMillisSince1980() {
        if (header.utcTimeAt() < 0 || header.utcDateAt() < 0 || !hasFix()) {
            return OptionalLong.empty();
        }
        long millis = Integer.toUnsignedLong(bytes.getInt(offset + header.utcTimeAt()));
        int day = Short.toUnsignedInt(bytes.getShort(offset + header.utcDateAt()));
        return millis > MAX_MILLIS_OF_DAY || day == 0 || day > MAX_DAY
                ? OptionalLong.empty()
                : OptionalLong.of(day * 86_400_000L + millis);
    }

    /** NaN without a GNSS fix. */
    double latDegrees() {
        return hasFix() ? degrees(header.northAt(), header.northFixed()) : Double.NaN;
    }

    double lonDegrees() {
        return hasFix() ? degrees(header.eastAt(), header.eastFixed()) : Double.NaN;
    }

    private double degrees(int part, double fixed) {
        return part < 0 ? fixed : bytes.getInt(offset + part) * DEGREES;
    }

    /** NaN if it isn't logged. */
    float hdop() {
        if (header.hdopAt() < 0) {
            return Float.NaN;
        }
        int steps = Short.toUnsignedInt(bytes.getShort(offset + header.hdopAt()));
        return steps == NO_HDOP ? Float.NaN : (float) (steps * HDOP_STEP);
    }

    private boolean hasFix() {
        int status = header.statusAt() < 0 ? 1 : bytes.get(offset + header.statusAt()) & 0xF;
        return status != NO_GPS && status != GPS_ERROR;
    }

    int valueCount() {
        return Byte.toUnsignedInt(bytes.get(offset + header.valuesAt()));
    }

    /** Index into the header's values. */
    int valueIndex(int i) {
        return Byte.toUnsignedInt(bytes.get(offset + header.valuesAt() + 1 + i * VALUE_BYTES));
    }

    int value(int i) {
        return bytes.getInt(offset + header.valuesAt() + 2 + i * VALUE_BYTES);
    }
}
