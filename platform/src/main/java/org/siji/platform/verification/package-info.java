/**
 * From a track to a decision that money may follow: measures the work on a field, checks it by rules that are data, keeps every
 * decision with its reason, hears appeals and decides again. Owns {@code acceptance_rule}, {@code measured_work},
 * {@code acceptance} (both append-only) and {@code appeal}. Hears {@code TrackReceived}; publishes
 * {@link org.siji.platform.verification.WorkAccepted}. Must not know prices, accounts or who is paid.
 */
@NullMarked
package org.siji.platform.verification;

import org.jspecify.annotations.NullMarked;
