package org.siji.platform.identity;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is asking. A controller method takes it as a parameter.
 *
 * @param regionCode  6, 9 or 12 digits for offices, null for providers and households
 * @param providerId  for providers and their operators only
 * @param householdId for households only
 */
public record CurrentUser(UUID id, String username, String displayName, Role role, @Nullable String regionCode,
        @Nullable UUID providerId, @Nullable UUID householdId,
        boolean mustChangePassword) implements AuthenticatedPrincipal {

    @Override
    public String getName() {
        return username;
    }

    /** The prefix that all village codes in an office's scope begin with; matches no village for providers and households. */
    public String regionPrefix() {
        return regionCode == null || !role.isOffice() ? "-" : regionCode;
    }

    public boolean seesVillage(String villageCode) {
        return role.isOffice() && villageCode.startsWith(regionPrefix());
    }

    public boolean isProvider(@Nullable UUID other) {
        return role == Role.PROVIDER && providerId != null && providerId.equals(other);
    }

    public boolean isHousehold(@Nullable UUID other) {
        return role == Role.HOUSEHOLD && householdId != null && householdId.equals(other);
    }

    /**
     * For lists of an office: the prefix to filter by, narrowed to what was asked for.
     *
     * @param region region code that was asked for, or null for the whole scope
     * @throws ProblemException 404 if it lies outside of the scope
     */
    public String narrowTo(@Nullable String region) {
        if (region == null || region.isBlank()) {
            return regionPrefix();
        }
        if (!role.isOffice() || !(region.startsWith(regionPrefix()) || regionPrefix().startsWith(region))) {
            throw ProblemException.notFound("region", region);
        }
        return region.length() > regionPrefix().length() ? region : regionPrefix();
    }

    /** @throws ProblemException 404 unless this is an office whose scope holds the village */
    public void requireVillage(String villageCode) {
        if (!seesVillage(villageCode)) {
            throw ProblemException.notFound("village", villageCode);
        }
    }
}
