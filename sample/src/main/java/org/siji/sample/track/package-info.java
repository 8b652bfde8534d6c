/**
 * Machine tracks with known truth: where the implement really worked, and the noisy log of it that a terminal would send,
 * also written as CSV and as ISO 11783-10 task data.
 */
@NullMarked
package org.siji.sample.track;

import org.jspecify.annotations.NullMarked;
