package org.siji.land;

/**
 * One operation wanted on one plot within a window of days. A plot may have several needs, but not two of one operation whose
 * windows overlap.
 *
 * @param id        unique
 * @param plotId    one of the plots given to the bundler
 * @param operation only needs of equal operations are joined
 */
public record Need(String id, String plotId, String operation, DayWindow window) {}
