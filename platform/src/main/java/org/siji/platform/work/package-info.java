/**
 * Work orders, one for each need under a signed contract, and dispatch plans that say which machine works which order on which day.
 * Owns {@code work_order}, {@code work_order_event}, {@code work_order_number}, {@code dispatch_plan}, {@code dispatch_stop} and
 * {@code dispatch_unassigned}. Publishes {@link WorkOrdered}, {@link WorkPlanned} and {@link WorkOrderCancelled}; hears {@code ContractSigned},
 * {@code ContractAmended}, {@code ContractTerminated} and {@code BundleDissolved} (and refuses it once work was decided). Must not know tracks or money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "registry", "demand", "market", "fleet"})
package org.siji.platform.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
