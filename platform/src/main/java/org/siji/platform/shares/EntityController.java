package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Entities.ShareClass;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Collective-owned entities and their books. Households of the village may look; offices write. */
@RestController
@RequestMapping("/api/v1/entities")
class EntityController {

    private final Entities entities;
    private final EntityAccess access;
    private final Bookings bookings;

    EntityController(Entities entities, EntityAccess access, Bookings bookings) {
        this.entities = entities;
        this.access = access;
        this.bookings = bookings;
    }

    record NewClass(@Nullable String code, @Nullable String name, @Nullable Long guaranteedFenPerShare,
            @Nullable Boolean takesDividend, @Nullable Boolean votes) {}

    record NewEntity(@Nullable String villageCode, @Nullable String name, @Nullable EntityKind kind,
            @Nullable LocalDate foundedOn, @Nullable List<NewClass> classes) {}

    /** @param providerId if the entity works for others: under which provider it is registered */
    record EntityDetail(Entity entity, List<ShareClass> classes, List<Entities.Block> blocks,
            @Nullable UUID providerId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    EntityDetail found(CurrentUser user, @RequestBody NewEntity request) {
        Violations violations = Violations.collect().requireValue(request.villageCode(), "villageCode")
                .requireValue(request.name(), "name").requireValue(request.kind(), "kind")
                .requireValue(request.foundedOn(), "foundedOn");
        List<NewClass> classes = request.classes() == null ? List.of() : request.classes();
        violations.require(!classes.isEmpty(), "entity.no-class", "classes");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < classes.size(); i++) {
            NewClass one = classes.get(i);
            String at = "classes[" + i + "].";
            violations.requireValue(one.code(), at + "code").requireValue(one.name(), at + "name");
            Long guaranteed = one.guaranteedFenPerShare();
            violations.require(guaranteed == null || guaranteed >= 0, "entity.guarantee", at + "guaranteedFenPerShare",
                    String.valueOf(guaranteed));
            violations.require(one.code() == null || seen.add(one.code()), "entity.class-twice", at + "code",
                    String.valueOf(one.code()));
        }
        violations.throwIfAny();
        String village = requireNonNull(request.villageCode());
        user.requireVillage(village);
        Entity entity = entities.found(village, requireNonNull(request.name()), requireNonNull(request.kind()),
                requireNonNull(request.foundedOn()),
                classes.stream()
                        .map(one -> new ShareClass(requireNonNull(one.code()), requireNonNull(one.name()),
                                one.guaranteedFenPerShare() == null ? 0 : one.guaranteedFenPerShare(),
                                !Boolean.FALSE.equals(one.takesDividend()), !Boolean.FALSE.equals(one.votes()), null))
                        .toList(),
                user.username());
        return detail(entity);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Entity> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(entities.listEntities(access.villagePrefix(user, village), Page.after(cursor),
                Page.rowsToRead(limit)), limit, Entity::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    EntityDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(access.getVisible(user, id));
    }

    private EntityDetail detail(Entity entity) {
        return new EntityDetail(entity, entities.listClasses(entity.id()), entities.listBlocks(entity.id()),
                entities.findProviderId(entity.id()).orElse(null));
    }

    record NewBooking(@Nullable Integer season, Bookings.@Nullable Direction direction, @Nullable Long amountFen,
            @Nullable String purpose, @Nullable String evidence, @Nullable LocalDate onDate,
            @Nullable String blockCode) {}

    /** The books of a season, of one block or of all that belongs to none. */
    record Books(int season, @Nullable String blockCode, boolean closed, long incomeFen, long costFen,
            long surplusFen, List<Bookings.Booking> bookings) {}

    @PostMapping("/{id}/bookings")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Books book(CurrentUser user, @PathVariable UUID id, @RequestBody NewBooking request) {
        Entity entity = access.getVisible(user, id);
        Violations violations = Violations.collect().requireValue(request.season(), "season")
                .requireValue(request.direction(), "direction").requireValue(request.amountFen(), "amountFen")
                .requireValue(request.purpose(), "purpose").requireValue(request.evidence(), "evidence")
                .requireValue(request.onDate(), "onDate");
        Long fen = request.amountFen();
        violations.require(fen == null || fen > 0, "booking.amount", "amountFen", String.valueOf(fen));
        violations.throwIfAny();
        Bookings.Books books = new Bookings.Books(id, requireNonNull(request.season()), request.blockCode());
        entities.requireBlock(id, books.blockCode());
        entities.lock(id);
        if (bookings.isClosed(books)) {
            throw ProblemException.conflict("booking.closed", "season", String.valueOf(books.season()));
        }
        bookings.book(entity, books,
                new Bookings.Entry(requireNonNull(request.direction()), Money.ofFen(requireNonNull(fen)),
                        requireNonNull(request.purpose()), requireNonNull(request.evidence()),
                        requireNonNull(request.onDate())),
                user.username());
        return books(books);
    }

    @GetMapping("/{id}/bookings")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Books books(CurrentUser user, @PathVariable UUID id, @RequestParam int season,
            @RequestParam(required = false) @Nullable String block) {
        access.getVisible(user, id);
        return books(new Bookings.Books(id, season, block));
    }

    private Books books(Bookings.Books of) {
        long income = bookings.sum(of, Bookings.Direction.INCOME).fen();
        long cost = bookings.sum(of, Bookings.Direction.COST).fen();
        return new Books(of.season(), of.blockCode(), bookings.isClosed(of), income, cost, income - cost,
                bookings.listBookings(of.entityId(), of.season()).stream()
                        .filter(one -> Objects.equals(one.blockCode(), of.blockCode())).toList());
    }
}
