package org.siji.platform.shares;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Who may look at an entity: the offices above it and the households of its village. */
@Component
class EntityAccess {

    private final Entities entities;
    private final HouseholdRegister households;
    private final Providers providers;

    EntityAccess(Entities entities, HouseholdRegister households, Providers providers) {
        this.providers = providers;
        this.entities = entities;
        this.households = households;
    }

    /** @throws ProblemException 404 */
    Entity getVisible(CurrentUser user, UUID id) {
        Entity entity = entities.getEntity(id);
        boolean visible = user.role() == Role.HOUSEHOLD
                ? entity.villageCode().equals(villagePrefix(user, null))
                : user.seesVillage(entity.villageCode());
        if (!visible) {
            throw ProblemException.notFound("entity", id);
        }
        return entity;
    }

    String villagePrefix(CurrentUser user, @Nullable String village) {
        return user.role() == Role.HOUSEHOLD
                ? households.findHousehold(requireNonNull(user.householdId())).map(Household::villageCode).orElse("-")
                : user.narrowTo(village);
    }

    /** Masked names of the village's households. */
    Map<UUID, String> namesOf(Entity entity) {
        return households.listHouseholdsOfVillage(entity.villageCode()).stream()
                .collect(Collectors.toMap(Household::id, Household::nameMasked));
    }

    /** Masked names of all who ever held shares, by shareholder; {@code collective} for the village itself. */
    Map<UUID, String> namesOfHolders(Entity entity, List<Holdings.Shareholder> holders, String collective) {
        Map<UUID, String> names = namesOf(entity);
        Map<UUID, String> shown = new HashMap<>();
        for (Holdings.Shareholder holder : holders) {
            shown.put(holder.id(), nameOf(holder, names, collective));
        }
        return shown;
    }

    private String nameOf(Holdings.Shareholder holder, Map<UUID, String> households, String collective) {
        if (holder.providerId() != null) {
            return providers.getProvider(holder.providerId()).name();
        }
        if (holder.holderEntityId() != null) {
            return entities.getEntity(holder.holderEntityId()).name();
        }
        if (holder.personMasked() != null) {
            return holder.personMasked();
        }
        return holder.householdId() == null ? collective : households.getOrDefault(holder.householdId(), "");
    }

    /** A household sees its own name on a list, the others by their code only. */
    boolean mayName(CurrentUser user, @Nullable UUID householdId) {
        return user.role() != Role.HOUSEHOLD || user.isHousehold(householdId);
    }
}
