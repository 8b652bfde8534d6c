/**
 * The providers' machines: what they can do, how wide and how fast, where they stand at night, what was repaired when, and who drives
 * them. Owns {@code machine}, {@code machine_rate}, {@code machine_upkeep}, {@code machine_operator} and {@code machine_driver}. Publishes and hears nothing. Must not know which work a machine is given.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "market"})
package org.siji.platform.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
