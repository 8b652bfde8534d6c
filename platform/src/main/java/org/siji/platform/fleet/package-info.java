/**
 * The providers' machines: what they can do, how wide and how fast, and where they stand at night. Owns {@code machine} and
 * {@code machine_rate}. Publishes and hears nothing. Must not know which work a machine is given.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "market"})
package org.siji.platform.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
