package org.siji.platform.tenancy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.AccountOwners;
import org.siji.platform.tenancy.Trusteeships.TrusteeKind;
import org.springframework.stereotype.Component;

/** Who can be a trustee, and how he is called. */
@Component
class Trustees {

    private final Providers providers;
    private final List<AccountOwners> owners;
    private final RegionRegister regions;

    Trustees(Providers providers, List<AccountOwners> owners, RegionRegister regions) {
        this.providers = providers;
        this.owners = owners;
        this.regions = regions;
    }

    record Trustee(TrusteeKind kind, String id) {}

    /** Names of many; each trustee is asked for once. */
    Map<Trustee, String> map(List<Trustee> list) {
        Map<Trustee, String> names = new HashMap<>();
        list.forEach(one -> names.computeIfAbsent(one, this::name));
        return names;
    }

    private String name(Trustee one) {
        return switch (one.kind()) {
            case VILLAGE -> regions.findRegion(one.id()).map(Region::name).orElse(one.id());
            case ENTITY -> entity(one.id()).orElse(one.id());
            case PROVIDER -> parse(one.id()).map(providers::getProvider).map(Provider::name).orElse(one.id());
        };
    }

    private Optional<String> entity(String id) {
        return parse(id).isEmpty()
                ? Optional.empty()
                : owners.stream().flatMap(of -> of.findName(AccountKind.ENTITY, id).stream()).findFirst();
    }

    /**
     * A village and its entities farm for their own households only; a provider works everywhere.
     *
     * @throws ProblemException 400 for one that there is not, or that belongs to another village
     */
    void require(Trustee one, String villageCode) {
        boolean known = switch (one.kind()) {
            case VILLAGE -> one.id().equals(villageCode);
            case ENTITY -> entity(one.id()).isPresent();
            case PROVIDER -> parse(one.id()).map(providers::getProvider).isPresent();
        };
        if (!known) {
            throw ProblemException.badRequest("trusteeship.trustee", "trusteeId", one.id());
        }
        if (one.kind() == TrusteeKind.ENTITY && owners.stream()
                .flatMap(of -> of.findVillageCode(AccountKind.ENTITY, one.id()).stream())
                .noneMatch(villageCode::equals)) {
            throw ProblemException.badRequest("trusteeship.trustee-village", "trusteeId", name(one));
        }
    }

    static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
