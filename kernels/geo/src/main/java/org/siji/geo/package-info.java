/** Points, polygons and areas: geodesic and projected areas in square metres and mu, coordinate systems. No clock, no I/O. */
@NullMarked
package org.siji.geo;

import org.jspecify.annotations.NullMarked;
