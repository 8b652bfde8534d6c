/**
 * Service packages: several operations offered together, at one price and with one promise, and the households that took them. Owns
 * {@code service_package} with {@code service_package_operation}, {@code service_package_price}, {@code service_package_village},
 * {@code service_package_agreement} and {@code service_package_event}, {@code package_taking}, {@code package_need} and
 * {@code package_refund}. Publishes and hears nothing; tells the market what a package's bundle costs. Must not write needs or
 * contracts: it asks demand to enter them, and the ledger to post what comes back for a broken promise.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "consent", "identity", "registry", "demand", "market", "duty",
        "evidence",
        "settlement", "verification", "work"})
package org.siji.platform.packages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
