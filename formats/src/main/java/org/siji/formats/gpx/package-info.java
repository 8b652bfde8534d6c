/** Tracks in GPX 1.0 and 1.1. */
@NullMarked
package org.siji.formats.gpx;

import org.jspecify.annotations.NullMarked;
