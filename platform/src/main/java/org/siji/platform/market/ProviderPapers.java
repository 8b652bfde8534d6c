package org.siji.platform.market;

import java.time.LocalDate;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;

/** What papers a provider has to have for a work; a module above the market knows it. */
public interface ProviderPapers {

    /**
     * @param from first day of the work
     * @param to   its last day
     * @throws ProblemException 409 {@code contract.papers} naming each paper that is missing or does not last
     */
    void require(UUID providerId, String villageCode, Operation operation, LocalDate from, LocalDate to);
}
