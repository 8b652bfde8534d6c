/**
 * Land as it is worked: which fields lie together and can be served in one go. Pure computation over polygons in
 * longitude/latitude; knows of nothing but {@code org.siji.geo}. No clock, no I/O, same answer for the same input.
 */
@NullMarked
package org.siji.land;

import org.jspecify.annotations.NullMarked;
