/** Work orders, plans and replacements over HTTP. */
@NullMarked
package org.siji.platform.work;

import org.jspecify.annotations.NullMarked;
