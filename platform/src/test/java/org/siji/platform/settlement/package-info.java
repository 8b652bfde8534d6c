/** Tests of the module. */
@NullMarked
package org.siji.platform.settlement;

import org.jspecify.annotations.NullMarked;
