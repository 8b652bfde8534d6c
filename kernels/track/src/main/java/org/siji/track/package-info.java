/** What a machine really did on the ground: from GNSS fixes to worked, overlapped and missed area. No clock, no I/O. */
@NullMarked
package org.siji.track;

import org.jspecify.annotations.NullMarked;
