/**
 * Work orders, one for each need under a signed contract, and the machine and day that a published plan gives them.
 * Owns {@code work_order}, {@code work_order_event}, {@code work_order_number} and {@code dispatch_stop}. Publishes {@link WorkOrdered}, {@link WorkPlanned} and {@link WorkOrderCancelled}; hears {@code ContractSigned},
 * {@code ContractAmended}, {@code ContractTerminated} and {@code BundleDissolved} (and refuses it once work was decided). Must not know how plans are made, nor
 * tracks or money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "registry", "demand", "market"})
package org.siji.platform.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
