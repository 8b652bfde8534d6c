package org.siji.dispatch.search;

/**
 * What was found by trial on the benchmark instances.
 *
 * @param meanRemoved     clients taken out per step, in the mean
 * @param maxString       longest string of clients taken out of one route
 * @param blinkRate       share of places that a client passes over
 * @param width           likely neighbours before and after a client
 * @param nearWidth       clients among which the routes next to a client are looked for
 * @param hot             temperature at the begin, in ways to the tenth nearest client
 * @param warm            the same when a good plan is to be improved
 * @param cold            at the end
 * @param epochIterations of each walk until the parts are cut anew
 */
record SearchSettings(double meanRemoved, int maxString, double blinkRate, int width, int nearWidth, double hot,
        double warm, double cold, long epochIterations) {

    /** A client with skills finds fewer of its neighbours in routes that may serve it. */
    static SearchSettings of(SearchProblem problem) {
        return new SearchSettings(10, 10, 0.01, problem.hasSkills ? 40 : 20, 100, 0.7, 0.02, 0.015, 20_000);
    }
}
