/** Machines over HTTP. */
@NullMarked
package org.siji.platform.fleet;

import org.jspecify.annotations.NullMarked;
