package org.siji.platform.qualification;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.market.ServiceAreas;
import org.springframework.stereotype.Component;

/**
 * Who looks at a provider's papers: itself, and the offices of each county in which it is registered or works. One office's inspection
 * serves all of them; others see the public page.
 */
@Component
class PaperAccess {

    private final Providers providers;
    private final ServiceAreas areas;

    PaperAccess(Providers providers, ServiceAreas areas) {
        this.providers = providers;
        this.areas = areas;
    }

    /** @return '' for the platform's operator, who looks after all counties */
    static String county(String regionCode) {
        return regionCode.length() < 6 ? "" : regionCode.substring(0, 6);
    }

    private static boolean sees(CurrentUser user, Provider provider, Set<String> area) {
        if (user.role() == Role.PROVIDER) {
            return user.isProvider(provider.id());
        }
        if (!user.role().isOffice()) {
            return false;
        }
        String county = county(user.regionPrefix());
        return county.isEmpty() || provider.regionCode().isEmpty() || provider.regionCode().startsWith(county)
                || area.stream().anyMatch(code -> code.startsWith(county));
    }

    boolean sees(CurrentUser user, UUID providerId) {
        return sees(user, providers.getProvider(providerId), areas.getArea(providerId));
    }

    /** @throws ProblemException 404 */
    Provider getVisible(CurrentUser user, UUID providerId) {
        Provider provider = providers.getProvider(providerId);
        if (!sees(user, provider, areas.getArea(providerId))) {
            throw ProblemException.notFound("provider", providerId);
        }
        return provider;
    }

    List<Provider> listVisible(CurrentUser user) {
        Map<UUID, Set<String>> all = areas.mapAreas();
        return providers.listProviders().stream()
                .filter(provider -> sees(user, provider, all.getOrDefault(provider.id(), Set.of()))).toList();
    }
}
