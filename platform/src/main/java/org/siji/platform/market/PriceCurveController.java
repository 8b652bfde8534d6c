package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A bundle's price against its contiguous area: demand does not know prices. */
@RestController
class PriceCurveController {

    private final Bundles bundles;
    private final PriceCurves curves;

    PriceCurveController(Bundles bundles, PriceCurves curves) {
        this.bundles = bundles;
        this.curves = curves;
    }

    @GetMapping("/api/v1/bundles/{id}/price-curve")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    PriceCurves.Curve get(@PathVariable UUID id, CurrentUser user) {
        Bundle bundle = bundles.getBundle(id);
        if (!user.seesVillage(bundle.villageCode())) {
            throw ProblemException.notFound("bundle", id);
        }
        return curves.of(bundle);
    }
}
