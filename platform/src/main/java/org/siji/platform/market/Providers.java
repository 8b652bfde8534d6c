package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;

/** Providers for the modules above. */
public interface Providers {

    /** @throws ProblemException 404 if there is none */
    Provider getProvider(UUID id);

    /** @throws ProblemException 404 if there is none that the user may change */
    Provider getOwnProvider(UUID id, CurrentUser user);

    /**
     * What a provider's list asks.
     *
     * @param listedFrom      first day of the list
     * @param singleFenPerMu  for a single plot
     * @param bundleFenPerMu  for the area that was asked about
     */
    record ListPrice(UUID providerId, LocalDate listedFrom, long singleFenPerMu, long bundleFenPerMu) {}

    /** All that are registered, ordered by id. */
    List<Provider> listProviders();

    /** One for each provider whose list on that day names the operation. */
    List<ListPrice> listPrices(Operation operation, LocalDate day, Area contiguousArea);
}
