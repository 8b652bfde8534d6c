/** Tests of the module. */
@NullMarked
package org.siji.platform.telemetry;

import org.jspecify.annotations.NullMarked;
