/**
 * Providers with their price lists and service areas, and service contracts between a provider and a village collective for a bundle. Owns
 * {@code provider}, {@code provider_area}, {@code price_list}, {@code price}, {@code contract}, {@code contract_need}, {@code contract_event},
 * {@code contract_edition}, {@code contract_need_dropped}, {@code contract_milestone}, {@code contract_milestone_event} and
 * {@code contract_number}, {@code contract_signature}. Publishes {@link ContractSigned}, {@link ContractAmended} and
 * {@link ContractTerminated}; hears {@code BundleDissolved} and {@code NeedWithdrawing} (and refuses both while a contract lives),
 * {@code NeedWithdrawalAsked} and {@code NeedLeftBundle} (and refuses them while a contract holds the need). Must not know work orders,
 * machines or tracks.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "registry", "demand", "evidence"})
package org.siji.platform.market;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
