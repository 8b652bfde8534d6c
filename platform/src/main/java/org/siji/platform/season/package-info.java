/**
 * The production archive: which operation was done on which field, on which day, how much of it counts. Owns
 * {@code operation_done}. Hears {@code WorkAccepted}; publishes nothing. Must not know prices and money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "work", "verification"})
package org.siji.platform.season;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
