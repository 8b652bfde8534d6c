package org.siji.dispatch.search;

/** How much of the search's budget is used up. */
@FunctionalInterface
public interface Budget {
    /**
     * @param iterations of one walk so far
     * @return 0 at the begin, 1 or more when the search must stop
     */
    double used(long iterations);
}
