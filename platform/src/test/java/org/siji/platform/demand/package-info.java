/** Needs and bundles over HTTP. */
@NullMarked
package org.siji.platform.demand;

import org.jspecify.annotations.NullMarked;
