/** Tracks of any known format, read alike. */
@NullMarked
package org.siji.formats.tracks;

import org.jspecify.annotations.NullMarked;
