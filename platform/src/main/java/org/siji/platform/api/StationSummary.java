package org.siji.platform.api;

/**
 * What passed a station in a season.
 *
 * @param count        pieces: parcels, needs, contracts...
 * @param squareMeters their area; 0 where area means nothing
 * @param amountFen    the money they stand for; 0 where money means nothing
 */
public record StationSummary(long count, double squareMeters, long amountFen) {}
