/** Tests of the module. */
@NullMarked
package org.siji.platform.notice;

import org.jspecify.annotations.NullMarked;
