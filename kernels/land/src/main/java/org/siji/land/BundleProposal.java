package org.siji.land;

import java.util.List;

import org.siji.geo.Area;

/**
 * What the bundler proposes. Every need stands in exactly one bundle or leftover.
 *
 * @param bundles   at or above the threshold; by operation, then largest first
 * @param leftovers below it; by operation, then largest first
 */
public record BundleProposal(List<ProposedBundle> bundles, List<Leftover> leftovers) {

    public BundleProposal {
        bundles = List.copyOf(bundles);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Contiguous needs of one operation with common days.
     *
     * @param window the days that all needs have in common
     * @param needs  by id
     */
    public record ProposedBundle(String operation, DayWindow window, List<Need> needs, Area area) {
        public ProposedBundle {
            needs = List.copyOf(needs);
        }
    }

    /**
     * Contiguous needs that together stay below the threshold.
     *
     * @param bridges the smallest sets of plots without this need that would help, least additional area first
     */
    public record Leftover(String operation, DayWindow window, List<Need> needs, Area area, List<Bridge> bridges) {
        public Leftover {
            needs = List.copyOf(needs);
            bridges = List.copyOf(bridges);
        }
    }

    /**
     * Plots whose cultivators would have to join for a leftover to become part of a bundle.
     *
     * @param plotIds     one or two plots without a need for this operation
     * @param joinsBundle whether an existing bundle is reached; otherwise the leftover becomes a bundle itself
     * @param result      area of the whole afterwards: leftover, bridge and all that the bridge joins
     */
    public record Bridge(List<String> plotIds, boolean joinsBundle, Area result) {
        public Bridge {
            plotIds = List.copyOf(plotIds);
        }
    }
}
