/**
 * Which machine works which field when. Pure computation; knows of nothing but {@code org.siji.geo} and
 * {@code org.siji.money}. No clock, no I/O, same plan for the same problem.
 */
@NullMarked
package org.siji.dispatch;

import org.jspecify.annotations.NullMarked;
