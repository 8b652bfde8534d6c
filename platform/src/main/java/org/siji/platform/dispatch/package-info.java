/**
 * Dispatch plans, from the search in the background over changes by hand to the plan that the orders carry. Owns {@code dispatch_plan},
 * {@code dispatch_plan_village}, {@code dispatch_lock}, {@code dispatch_rules} and {@code dispatch_rule_row}. What a published plan says
 * of an order belongs to {@code work}, which publishes {@code WorkPlanned}. Hears nothing: a plan says what it was made from, and publishing
 * refuses what has changed since. Must not know tracks beyond what a machine has covered so far, or money beyond the price of an order.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "market", "fleet", "work", "verification",
        "sheets"})
package org.siji.platform.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
