package org.siji.platform.tenancy;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.tenancy.Agreements.Agreement;
import org.springframework.stereotype.Component;

import static org.siji.platform.identity.Role.HOUSEHOLD;

/** Who sees which agreement. */
@Component
class AgreementAccess {

    private final Agreements agreements;
    private final CultivatorRegister cultivators;

    AgreementAccess(Agreements agreements, CultivatorRegister cultivators) {
        this.agreements = agreements;
        this.cultivators = cultivators;
    }

    /** @throws ProblemException 404 outside of the user's scope */
    Agreement visible(CurrentUser user, UUID id) {
        Agreement agreement = agreements.getAgreement(id);
        boolean own = user.role() == HOUSEHOLD
                ? user.isHousehold(agreement.transfer().fromHouseholdId()) || farms(user, agreement)
                : user.seesVillage(agreement.transfer().villageCode());
        if (!own) {
            throw ProblemException.notFound("transfer", id);
        }
        return agreement;
    }

    /** Whoever farms the land sees what he owes for it: a neighbour, or a large grower with a household of his own here. */
    private boolean farms(CurrentUser user, Agreement agreement) {
        return cultivators.findCultivator(agreement.transfer().toCultivatorId())
                .filter(one -> user.isHousehold(one.householdId())).isPresent();
    }

    /** The one village that is asked about: an office above must name it. */
    static String village(CurrentUser user, @Nullable String village) {
        String asked = village == null || village.isBlank() ? user.regionPrefix() : village;
        Violations.collect().require(asked.length() == 12, "tenancy.village", "village").throwIfAny();
        user.requireVillage(asked);
        return asked;
    }
}
