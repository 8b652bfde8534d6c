/** The operator's phone over HTTP. */
@NullMarked
package org.siji.platform.cab;

import org.jspecify.annotations.NullMarked;
