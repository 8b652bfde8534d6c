/**
 * The production archive: which operation was done on which field, on which day, how much of it counts; and what a village means to grow
 * and do when. Owns {@code operation_done}, {@code crop_window} and the tables {@code production_plan*}. Hears {@code WorkAccepted};
 * publishes {@code PlanAgreed}. Must not know prices and money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "work", "verification", "demand", "fleet",
        "market",
        "tenancy", "sheets"})
package org.siji.platform.season;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
