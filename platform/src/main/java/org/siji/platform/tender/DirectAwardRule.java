package org.siji.platform.tender;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.market.AwardRules;
import org.springframework.stereotype.Component;

/** The limit holds for contracts that are drafted by hand too: there is no way around it. */
@Component
class DirectAwardRule implements AwardRules {

    private final AwardLimits limits;
    private final TenderStore tenders;
    private final Awards awards;

    DirectAwardRule(AwardLimits limits, TenderStore tenders, Awards awards) {
        this.limits = limits;
        this.tenders = tenders;
        this.awards = awards;
    }

    @Override
    public void requireDirect(UUID bundleId, String villageCode, long expectedFen) {
        tenders.findLiveOfBundle(bundleId).ifPresent(live -> {
            throw ProblemException.conflict("tender.running", "bundleId", live.number());
        });
        AwardLimits.Limit limit = limits.getLimit(villageCode);
        if (expectedFen > limit.limitFen()) {
            throw ProblemException.conflict("award.over-limit", "bundleId", Matching.yuan(expectedFen),
                    Matching.yuan(limit.limitFen()), limit.source());
        }
    }

    @Override
    public void requireAmendable(UUID contractId, String villageCode, long fenPerMu, long expectedFen) {
        Awards.Award award = awards.findOfContract(contractId).orElse(null);
        if (award != null && award.tenderId() != null) {
            if (fenPerMu > award.fenPerMu()) {
                throw ProblemException.conflict("amendment.above-offer", "bundlePriceFenPerMu",
                        Matching.yuan(fenPerMu), Matching.yuan(award.fenPerMu()));
            }
            return;
        }
        AwardLimits.Limit limit = limits.getLimit(villageCode);
        if (expectedFen > limit.limitFen()) {
            throw ProblemException.conflict("amendment.over-limit", "bundlePriceFenPerMu", Matching.yuan(expectedFen),
                    Matching.yuan(limit.limitFen()), limit.source());
        }
    }
}
