package org.siji.platform.tender;

import java.util.List;

import org.siji.platform.demand.Bundle;
import org.siji.platform.market.Provider;
import org.springframework.stereotype.Component;

/** What forbids a provider to take on a bundle, whatever its machines could do. */
@Component
class Eligibility {

    /** A provider that an office of another county has registered is still welcome: machines travel. */
    List<Reason> obstacles(Provider provider, Bundle bundle) {
        return List.of();
    }
}
