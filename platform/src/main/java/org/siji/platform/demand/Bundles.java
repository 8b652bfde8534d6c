package org.siji.platform.demand;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.ProblemException;

/** Bundles for the modules that build on them. */
public interface Bundles {

    /** @throws ProblemException 404 if there is none */
    Bundle getBundle(UUID id);

    /** Ids of the closed bundles of a season in a region. */
    List<UUID> listClosedBundles(int season, String regionPrefix);
}
