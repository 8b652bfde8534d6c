package org.siji.platform.shares;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Providers;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.shares.Entities.Block;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Entities.ShareClass;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** What an entity has beside its shares: blocks with books of their own, later classes, the provider that it works as, its accounts. */
@RestController
@RequestMapping("/api/v1/entities/{id}")
class EntityPartsController {

    private static final List<AccountKind> OWN = List.of(AccountKind.ENTITY, AccountKind.RESERVE, AccountKind.WELFARE,
            AccountKind.HELD);

    private final EntityAccess access;
    private final Entities entities;
    private final ProviderIncome income;
    private final Providers providers;
    private final Ledger ledger;
    private final Clock clock;

    EntityPartsController(EntityAccess access, Entities entities, ProviderIncome income, Providers providers,
            Ledger ledger, Clock clock) {
        this.access = access;
        this.entities = entities;
        this.income = income;
        this.providers = providers;
        this.ledger = ledger;
        this.clock = clock;
    }

    record NewBlock(@Nullable String code, @Nullable String name, @Nullable Long areaCentimu) {}

    /** The block, and a class of shares for its owners is made with it. */
    @PostMapping("/blocks")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<Block> addBlock(CurrentUser user, @PathVariable UUID id, @RequestBody NewBlock request) {
        access.getVisible(user, id);
        Long area = request.areaCentimu();
        Violations.collect().requireValue(request.code(), "code").requireValue(request.name(), "name")
                .requireValue(area, "areaCentimu")
                .require(area == null || area > 0, "shares.area", "areaCentimu", String.valueOf(area)).throwIfAny();
        entities.addBlock(id, new Block(requireNonNull(request.code()), requireNonNull(request.name()),
                requireNonNull(area)), user.username());
        return entities.listBlocks(id);
    }

    /** @param blockCode for the owners of a block */
    record NewClass(@Nullable String code, @Nullable String name, @Nullable Long guaranteedFenPerShare,
            @Nullable Boolean takesDividend, @Nullable Boolean votes, @Nullable String blockCode) {}

    @PostMapping("/classes")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<ShareClass> addClass(CurrentUser user, @PathVariable UUID id, @RequestBody NewClass request) {
        access.getVisible(user, id);
        long guaranteed = request.guaranteedFenPerShare() == null ? 0 : request.guaranteedFenPerShare();
        Violations.collect().requireValue(request.code(), "code").requireValue(request.name(), "name")
                .require(guaranteed >= 0, "entity.guarantee", "guaranteedFenPerShare", guaranteed)
                .require(!entities.mapClasses(id).containsKey(String.valueOf(request.code())), "entity.class-twice",
                        "code", String.valueOf(request.code()))
                .throwIfAny();
        entities.requireBlock(id, request.blockCode());
        entities.addClass(id,
                new ShareClass(requireNonNull(request.code()), requireNonNull(request.name()), guaranteed,
                        !Boolean.FALSE.equals(request.takesDividend()), !Boolean.FALSE.equals(request.votes()),
                        request.blockCode()));
        return entities.listClasses(id);
    }

    record NewProvider(@Nullable UUID providerId) {}

    /** From now on what the provider's account gets flows to the entity. */
    @PostMapping("/provider")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<Account> setProvider(CurrentUser user, @PathVariable UUID id, @RequestBody NewProvider request) {
        Entity entity = access.getVisible(user, id);
        Violations.collect().requireValue(request.providerId(), "providerId").throwIfAny();
        UUID provider = requireNonNull(request.providerId());
        providers.getOwnProvider(provider, user);
        entities.setProvider(id, provider, user.username());
        income.sweep(entity, provider, today().getYear(), today(), user.username());
        return accounts(user, id);
    }

    /** Fetches what the provider's account holds now; it comes by itself whenever a contract is settled. */
    @PostMapping("/provider-income")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<Account> sweep(CurrentUser user, @PathVariable UUID id) {
        Entity entity = access.getVisible(user, id);
        entities.findProviderId(id).ifPresent(
                provider -> income.sweep(entity, provider, today().getYear(), today(), user.username()));
        return accounts(user, id);
    }

    /** @param id null as long as nothing was posted */
    record Account(AccountKind kind, @Nullable UUID id, long balanceFen) {}

    /** What the entity holds, what it has set aside, what waits for heirs; and its provider's account where it is one. */
    @GetMapping("/accounts")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    List<Account> accounts(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        List<Account> found = new ArrayList<>();
        OWN.forEach(kind -> found.add(account(kind, id)));
        entities.findProviderId(id).ifPresent(provider -> found.add(account(AccountKind.PROVIDER, provider)));
        return found;
    }

    private Account account(AccountKind kind, UUID owner) {
        UUID account = ledger.findAccount(kind, owner).orElse(null);
        Money balance = account == null ? Money.ZERO : ledger.balance(account);
        return new Account(kind, account, balance.fen());
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(Movements.FARM_ZONE));
    }
}
