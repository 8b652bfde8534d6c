/**
 * Tracks as received: takes files off machines (ISOXML, CSV), keeps them unchanged with their SHA-256, says what is wrong with
 * them, and reads their fixes again whenever somebody measures. Owns {@code track}, {@code track_log} and
 * {@code track_log_work_order} (all append-only). Publishes {@link org.siji.platform.telemetry.TrackReceived} and
 * {@link org.siji.platform.telemetry.TrackAssigned}; hears nothing. Must
 * not know what the work is worth or whether it is accepted.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "fleet", "work"})
package org.siji.platform.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
