package org.siji.platform.tender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.siji.platform.demand.Bundle;
import org.siji.platform.market.ServiceAreas;
import org.siji.platform.qualification.PaperCheck;
import org.springframework.stereotype.Component;

/** What forbids a provider to take on a bundle, whatever its machines could do: papers that don't last, and where it does not work. */
@Component
class Eligibility {

    private final PaperCheck papers;
    private final ServiceAreas areas;

    Eligibility(PaperCheck papers, ServiceAreas areas) {
        this.papers = papers;
        this.areas = areas;
    }

    /** Asked once for all providers. One that an office of another county has registered is still welcome: machines travel. */
    Function<UUID, List<Reason>> obstacles(Bundle bundle) {
        Function<UUID, List<PaperCheck.Lack>> lacks = papers.lacks(bundle.villageCode(), bundle.operation(),
                bundle.windowFrom(), bundle.windowTo());
        Map<UUID, Set<String>> served = areas.mapAreas();
        return provider -> {
            List<Reason> reasons = new ArrayList<>();
            lacks.apply(provider).forEach(lack -> reasons.add(new Reason(lack.code(), lack.args())));
            if (!ServiceAreas.covers(served.getOrDefault(provider, Set.of()), bundle.villageCode())) {
                reasons.add(Reason.of("match.outside-area"));
            }
            return reasons;
        };
    }
}
