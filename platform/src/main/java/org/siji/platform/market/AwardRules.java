package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.api.ProblemException;

/** What the county says about giving a bundle to a provider without asking others; a module above the market knows it. */
public interface AwardRules {

    /**
     * @param expectedFen for the whole bundle
     * @throws ProblemException 409 when others have to be asked, or are being asked
     */
    void requireDirect(UUID bundleId, String villageCode, long expectedFen);

    /**
     * An amendment must not bring in by the back door what could not have been signed at first.
     *
     * @param fenPerMu    the amended price
     * @param expectedFen the amended whole; it or the price is more than before
     * @throws ProblemException 409 when the price is above the offer that won, or the whole above what may be awarded directly
     */
    void requireAmendable(UUID contractId, String villageCode, long fenPerMu, long expectedFen);
}
