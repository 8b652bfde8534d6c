@NullMarked
package org.siji.platform.evidence;

import org.jspecify.annotations.NullMarked;
