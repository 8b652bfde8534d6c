/** Dispatch beside others: published routing problems with their reference values, and counties against the plain rule. */
@NullMarked
package org.siji.bench.dispatch;

import org.jspecify.annotations.NullMarked;
