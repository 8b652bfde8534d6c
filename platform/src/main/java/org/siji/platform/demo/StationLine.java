package org.siji.platform.demo;

/**
 * A station in the summary: what the platform's own season board says, and how long the demo took over it.
 *
 * @param name    station, as in the API
 * @param seconds wall-clock time
 */
record StationLine(String name, long count, double mu, double yuan, double seconds) {}
