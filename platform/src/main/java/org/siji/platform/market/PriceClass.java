package org.siji.platform.market;

import java.util.List;

import org.siji.geo.PayableArea;

/**
 * A price for areas from some size on.
 *
 * @param minCentimu smallest contiguous area, hundredths of a mu; 0 for a single plot
 */
record PriceClass(long minCentimu, long fenPerMu) {

    /** @param classes of one operation, smallest first, at least one */
    static long priceFor(PayableArea contiguousArea, List<PriceClass> classes) {
        return classes.stream().filter(each -> each.minCentimu() <= contiguousArea.centimu())
                .reduce((smaller, larger) -> larger).orElse(classes.getFirst()).fenPerMu();
    }
}
