package org.siji.platform.market;

/**
 * A price for areas from some size on.
 *
 * @param minCentimu smallest contiguous area, hundredths of a mu; 0 for a single plot
 */
record PriceClass(long minCentimu, long fenPerMu) {}
