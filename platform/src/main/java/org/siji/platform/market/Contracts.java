package org.siji.platform.market;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;

/** Contracts for the modules that carry them out. */
public interface Contracts {

    /** @throws ProblemException 404 if there is none */
    Contract getContract(UUID id);

    /** Of these bundles, those with a contract that is not terminated. */
    Set<UUID> listUnderContract(Collection<UUID> bundleIds);

    /** What the sides have agreed on beside the price, as it is in force. */
    ContractTerms getTerms(UUID id);

    /** All contracts of a village in a season, ordered by id. */
    List<Contract> listContracts(String villageCode, int season);

    /** Contracts of a region in a season under which nothing more happens, ordered by id. */
    List<UUID> listOver(String regionPrefix, int season);

    /** What lists of contracts show. */
    record ContractHead(UUID id, String number, String villageCode, Operation operation, UUID providerId,
            String providerName, ContractStatus status, LocalDate windowFrom, LocalDate windowTo) {}

    /** Contracts of a region in a season that both sides have signed, whatever became of them since, ordered by id. */
    List<ContractHead> listSigned(String regionPrefix, int season);

    /**
     * Holds contracts until the end of the transaction. Whoever changes work orders holds their contracts first, as terminating one
     * does; the other way round two requests could wait for each other.
     */
    void hold(Set<UUID> ids);

    /** The first work under a signed contract has begun. Does nothing when it already has. */
    void markInWork(UUID id);

    /** Everything under the contract is decided. Does nothing when the contract is over. */
    void markFulfilled(UUID id);

    /** @throws ProblemException 409 when the contract is over */
    void terminate(UUID id, String reason);

    /**
     * Drafts a contract with another provider for what a terminated one has left undone, at the new provider's prices.
     *
     * @return the new contract's id
     */
    UUID draftReplacement(UUID oldContractId, UUID providerId, Set<UUID> needIds);

    /**
     * Drafts a contract for a closed bundle with the provider that was chosen for it.
     *
     * @param fenPerMu the bundle price that it offered, at most its own list's price for a single plot; null for the list's
     * @param serviceFeeFenPerMu for the collective, out of the bundling gain
     * @return the new contract's id
     * @throws ProblemException 404, 409 or 422 where a clerk who drafts one by hand would hear the same
     */
    UUID draftAwarded(UUID bundleId, UUID providerId, @Nullable Long fenPerMu, long serviceFeeFenPerMu,
            CurrentUser user);
}
