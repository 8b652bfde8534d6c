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
}
