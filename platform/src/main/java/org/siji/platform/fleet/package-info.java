/**
 * The providers' machines: what they can do, how wide and how fast, where they stand at night, and what was repaired when. Owns
 * {@code machine}, {@code machine_rate} and {@code machine_upkeep}. Publishes and hears nothing. Must not know which work a machine is given.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "market"})
package org.siji.platform.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
