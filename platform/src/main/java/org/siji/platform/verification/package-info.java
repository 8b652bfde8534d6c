/**
 * From a track to a decision that money may follow: measures the work on a field, checks it by rules that are data, keeps every
 * decision with its reason, hears appeals and decides again; ground that is paid for already is decided by people. Owns
 * {@code acceptance_rule}, {@code operation_times}, {@code measured_work},
 * {@code acceptance} (both append-only) and {@code appeal}. Hears {@code TrackReceived}; publishes
 * {@link org.siji.platform.verification.WorkMeasured}, {@link org.siji.platform.verification.WorkDecided} and
 * {@link org.siji.platform.verification.WorkAccepted}. Fills in what a contract says about acceptance
 * ({@code market.AcceptanceTerms}). Must not know prices, accounts or who is paid.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "registry", "market", "fleet", "work",
        "telemetry", "calendar"})
package org.siji.platform.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
