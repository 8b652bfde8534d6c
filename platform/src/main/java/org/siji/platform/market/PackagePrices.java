package org.siji.platform.market;

import java.util.Optional;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.Bundle;

/** What households were promised with a service package; a module above the market knows it. */
public interface PackagePrices {

    /** Whether the bundle's needs came with a package: then its provider and price are chosen already. */
    boolean isOfPackage(UUID bundleId);

    /**
     * The operation's part of the package's price for the bundle's contiguous area, at most the provider's list price for a single
     * plot; empty for a bundle without a package.
     *
     * @throws ProblemException 409 when the package names another provider for the operation
     */
    Optional<Long> findFenPerMu(Bundle bundle, Provider provider);
}
