/** Distances between places over a county's own roads, from an OpenStreetMap extract by GraphHopper, for {@code kernels/dispatch}. */
@NullMarked
package org.siji.roads;

import org.jspecify.annotations.NullMarked;
