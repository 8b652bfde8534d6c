/** Tests of the module. */
@NullMarked
package org.siji.platform.verification;

import org.jspecify.annotations.NullMarked;
