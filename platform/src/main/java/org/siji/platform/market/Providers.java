package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.api.ProblemException;

/** Providers for the modules above. */
public interface Providers {

    /** @throws ProblemException 404 if there is none */
    Provider getProvider(UUID id);
}
