package org.siji.formats.features;

/**
 * How much a reader takes in before it refuses, so that a small upload can't exhaust the server.
 *
 * @param maxBytes   unpacked size of all parts that are read
 * @param maxRecords rows
 */
public record ReadLimits(long maxBytes, long maxRecords) {

    /** A county: 2 GiB unpacked, a million rows. */
    public static final ReadLimits COUNTY = new ReadLimits(2L << 30, 1_000_000);
}
