/**
 * Land that others farm for a household: the terms and yearly rents of transfers (money or grain at a dated price), trusteeships
 * with their guarantee, and the land register of any day. Owns {@code grain_price}, {@code transfer_terms}, {@code transfer_end},
 * {@code rent_bill}, {@code rent_return}, {@code trusteeship}, {@code trusteeship_field}, {@code trusteeship_booking},
 * {@code trusteeship_result}, {@code trusteeship_end}, {@code crop_season}, {@code idle_land}, {@code idle_land_event} and
 * {@code land_interest}; the transfers themselves are the registry's. Idle land is what nothing grows on, nothing is wanted on and
 * nobody farms for another. Publishes and hears nothing. Must not know how work is
 * measured.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "demand", "identity", "registry", "market", "settlement"})
package org.siji.platform.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
