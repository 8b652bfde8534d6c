package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;

/** Bundles for the modules that build on them. */
public interface Bundles {

    /** @throws ProblemException 404 if there is none */
    Bundle getBundle(UUID id);

    /**
     * What is open to be taken on: drafts and closed bundles, the earliest window first.
     *
     * @param areaSquareMeters of all its fields
     */
    record Wanted(UUID id, String villageCode, Operation operation, int season, LocalDate windowFrom,
            LocalDate windowTo,
            BundleStatus status, double areaSquareMeters) {}

    /**
     * @param from           and to: days of which the window holds at least one
     * @param regionPrefixes of the villages; nowhere if empty
     */
    List<Wanted> listWanted(Operation operation, LocalDate from, LocalDate to, Collection<String> regionPrefixes,
            int rows);

    /** Open needs of the bundle's village, season and operation, which could still join it; ordered by id. */
    List<BundledNeed> listOpenNeeds(UUID bundleId);

    /**
     * Needs join or leave a closed bundle because the contract that stands on it was amended. Who leaves is withdrawn.
     *
     * @throws ProblemException 409 for a need that is not open any more, or was sold together with others
     */
    void amend(UUID bundleId, Collection<UUID> joining, Collection<UUID> leaving, String reason);

    /**
     * Nobody signs for a household that has asked to leave and has no answer yet.
     *
     * @throws ProblemException 409 with how many have
     */
    void requireNoOpenWithdrawals(UUID id);

    /** Ids of the closed bundles of a season in a region. */
    List<UUID> listClosedBundles(int season, String regionPrefix);
}
