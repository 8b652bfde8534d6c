/** Fen, exact shares, and allocation without a lost fen. */
@NullMarked
package org.siji.money;

import org.jspecify.annotations.NullMarked;
