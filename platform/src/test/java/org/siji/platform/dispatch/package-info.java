/** Work orders, plans and replacements over HTTP. */
@NullMarked
package org.siji.platform.dispatch;

import org.jspecify.annotations.NullMarked;
