/**
 * A made-up county of any size, the same for the same seed: terraces with ridges, roads and ditches between them,
 * households with their scattered plots, providers, needs, weather and a season that is not only sunshine. No clock, no I/O.
 */
@NullMarked
package org.siji.sample;

import org.jspecify.annotations.NullMarked;
