/** Providers, prices and contracts. */
@NullMarked
package org.siji.platform.market;

import org.jspecify.annotations.NullMarked;
