/**
 * The vehicle routing problem with time windows as the literature states it, several depots and site-dependent vehicles included:
 * what the published benchmarks measure. Farm work has a model of its own beside it ({@link org.siji.dispatch.DispatchProblem}),
 * because it has a calendar, weather and money and these have none; the search beneath both is the same.
 */
@NullMarked
package org.siji.dispatch.routing;

import org.jspecify.annotations.NullMarked;
