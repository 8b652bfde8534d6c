package org.siji.platform.shares;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who holds how many shares, since when, and by which movement. Nothing is overwritten: a movement closes rows and opens others. */
@Component
class Holdings {

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    Holdings(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** Why shares came, went or passed on. */
    enum MovementKind {
        ADMISSION, EXIT, INHERITANCE, SPLIT, TRANSFER;

        /** Whether as many shares are given as are taken. */
        boolean passesOn() {
            return this == INHERITANCE || this == SPLIT || this == TRANSFER;
        }
    }

    /**
     * One of a household, a provider or an entity; none of them is the village collective.
     *
     * @param personMasked the person whom the shares were given to; null for the household or the collective as a whole
     */
    record Shareholder(UUID id, UUID entityId, String villageCode, @Nullable UUID householdId,
            @Nullable String personMasked, @Nullable LocalDate diedOn, @Nullable UUID providerId,
            @Nullable UUID holderEntityId) {}

    record Holding(UUID id, UUID shareholderId, String classCode, Share shares, LocalDate validFrom,
            @Nullable LocalDate validTo, @Nullable UUID householdId, @Nullable String personMasked,
            @Nullable LocalDate diedOn, @Nullable UUID providerId, @Nullable UUID holderEntityId) {

        DividendSheet.Holding forDividend() {
            return new DividendSheet.Holding(id, classCode, shares);
        }
    }

    record Movement(UUID id, MovementKind kind, LocalDate effectiveOn, String ground, @Nullable UUID voteId,
            String recordedBy) {}

    Shareholder addShareholder(Entities.Entity entity, ShareController.NewShareholder request, String by) {
        UUID id = Ids.next();
        String person = request.person();
        jdbc.sql("""
                insert into shareholder (id, entity_id, village_code, household_id, person_enc, provider_id,
                    holder_entity_id, recorded_by)
                values (:id, :entity, :village, :household, :person, :provider::uuid, :holder::uuid, :by)""")
                .param("id", id).param("entity", entity.id()).param("village", entity.villageCode())
                .param("household", request.householdId())
                .param("person", person == null || person.isBlank() ? null : personalData.encrypt(person))
                .param("provider", request.providerId()).param("holder", request.holderEntityId()).param("by", by)
                .update();
        return getShareholder(entity.id(), id);
    }

    /** @throws ProblemException 404 */
    Shareholder getShareholder(UUID entityId, UUID id) {
        return jdbc.sql(SHAREHOLDER + " where s.id = :id and s.entity_id = :entity").param("id", id)
                .param("entity", entityId).query(this::shareholder).optional()
                .orElseThrow(() -> ProblemException.notFound("shareholder", id));
    }

    private static final String SHAREHOLDER = """
            select s.id, s.entity_id, s.village_code, s.household_id, s.person_enc, s.died_on, s.provider_id,
                   s.holder_entity_id
            from shareholder s""";

    List<Shareholder> listShareholders(UUID entityId, UUID after, int rows) {
        return jdbc.sql(SHAREHOLDER + " where s.entity_id = :entity and s.id > :after order by s.id limit :rows")
                .param("entity", entityId).param("after", after).param("rows", rows).query(this::shareholder).list();
    }

    /** Everybody who ever held shares. */
    List<Shareholder> listAllShareholders(UUID entityId) {
        return jdbc.sql(SHAREHOLDER + " where s.entity_id = :entity order by s.id").param("entity", entityId)
                .query(this::shareholder).list();
    }

    private Shareholder shareholder(ResultSet row, int index) throws SQLException {
        return new Shareholder(row.getObject("id", UUID.class), row.getObject("entity_id", UUID.class),
                row.getString("village_code"), row.getObject("household_id", UUID.class),
                personMasked(row),
                row.getObject("died_on", LocalDate.class), row.getObject("provider_id", UUID.class),
                row.getObject("holder_entity_id", UUID.class));
    }

    private @Nullable String personMasked(ResultSet row) throws SQLException {
        byte[] person = row.getBytes("person_enc");
        return person == null ? null : Masking.name(personalData.decrypt(person));
    }

    void recordDeath(UUID shareholderId, LocalDate on) {
        int updated = jdbc.sql("update shareholder set died_on = :on where id = :id and died_on is null")
                .param("on", on).param("id", shareholderId).update();
        if (updated == 0) {
            throw ProblemException.conflict("shareholder.dead", "");
        }
    }

    private static final String HOLDING = """
            select h.id, h.shareholder_id, h.class_code, h.numerator, h.denominator, h.valid_from, h.valid_to,
                   s.household_id, s.person_enc, s.died_on, s.provider_id, s.holder_entity_id
            from share_holding h join shareholder s on s.id = h.shareholder_id""";

    /** The holdings on a day, in the order in which the shareholders came. */
    List<Holding> listHoldings(UUID entityId, LocalDate on) {
        return jdbc.sql(HOLDING + """
                 where h.entity_id = :entity and h.valid_from <= :on and (h.valid_to is null or h.valid_to > :on)
                order by h.shareholder_id, h.class_code""").param("entity", entityId).param("on", on)
                .query(this::holding).list();
    }

    List<Movement> listMovements(UUID entityId) {
        return jdbc.sql("""
                select id, kind, effective_on, ground, vote_id, recorded_by
                from share_movement where entity_id = :id order by id""").param("id", entityId).query(Movement.class)
                .list();
    }

    private Holding holding(ResultSet row, int index) throws SQLException {
        return new Holding(row.getObject("id", UUID.class), row.getObject("shareholder_id", UUID.class),
                row.getString("class_code"), new Share(row.getLong("numerator"), row.getLong("denominator")),
                row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class),
                row.getObject("household_id", UUID.class), personMasked(row),
                row.getObject("died_on", LocalDate.class), row.getObject("provider_id", UUID.class),
                row.getObject("holder_entity_id", UUID.class));
    }

    /** So many shares taken from or given to a shareholder. */
    record Leg(UUID shareholderId, String classCode, Share shares) {}

    /**
     * @param taken from each at most what it holds on the day
     * @throws ProblemException 422 naming each leg that takes more than there is
     */
    UUID move(UUID entityId, MovementKind kind, LocalDate on, String ground, @Nullable UUID voteId, List<Leg> taken,
            List<Leg> given, String by) {
        UUID movement = Ids.next();
        jdbc.sql("""
                insert into share_movement (id, entity_id, kind, effective_on, ground, vote_id, recorded_by)
                values (:id, :entity, :kind, :on, :ground, :vote, :by)""").param("id", movement)
                .param("entity", entityId).param("kind", kind.name()).param("on", on).param("ground", ground)
                .param("vote", voteId).param("by", by).update();
        List<Holding> current = new ArrayList<>(listHoldings(entityId, on));
        taken.forEach(leg -> change(entityId, movement, on, current, leg, true));
        given.forEach(leg -> change(entityId, movement, on, current, leg, false));
        return movement;
    }

    /** Closes what the shareholder held of the class and opens what he holds now, if anything. */
    private void change(UUID entityId, UUID movement, LocalDate on, List<Holding> current, Leg leg, boolean take) {
        Holding held = current.stream().filter(one -> one.shareholderId().equals(leg.shareholderId())
                && one.classCode().equals(leg.classCode())).findFirst().orElse(null);
        Share before = held == null ? Share.NONE : held.shares();
        if (take && before.compareTo(leg.shares()) < 0) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "shares.too-few",
                    "from", before.toString(), leg.shares().toString());
        }
        Share after = take ? before.minus(leg.shares()) : before.plus(leg.shares());
        if (held != null) {
            close(held, movement, on);
            current.remove(held);
        }
        if (after.numerator() > 0) {
            UUID id = Ids.next();
            jdbc.sql("""
                    insert into share_holding (id, entity_id, shareholder_id, class_code, numerator, denominator,
                        valid_from, opened_by)
                    values (:id, :entity, :holder, :class, :numerator, :denominator, :on, :movement)""")
                    .param("id", id).param("entity", entityId).param("holder", leg.shareholderId())
                    .param("class", leg.classCode()).param("numerator", after.numerator())
                    .param("denominator", after.denominator()).param("on", on).param("movement", movement).update();
            current.add(new Holding(id, leg.shareholderId(), leg.classCode(), after, on, null, null, null, null, null,
                    null));
        }
    }

    /** A holding that would begin and end on one day can't be told from one that never was: movements of a day need an order. */
    private void close(Holding held, UUID movement, LocalDate on) {
        if (!held.validFrom().isBefore(on)) {
            throw ProblemException.conflict("shares.moved-that-day", "effectiveOn", on.toString());
        }
        if (held.validTo() != null) {
            throw ProblemException.conflict("shares.moved-later", "effectiveOn", held.validTo().toString());
        }
        jdbc.sql("update share_holding set valid_to = :on, closed_by = :movement where id = :id").param("on", on)
                .param("movement", movement).param("id", held.id()).update();
    }
}
