package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.AccountOwners;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The entities that villages own, and the classes of shares in them. */
@Component
class Entities implements AccountOwners {

    private final JdbcClient jdbc;

    Entities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Entity(UUID id, String villageCode, String name, EntityKind kind, LocalDate foundedOn) {}

    /**
     * @param guaranteedFenPerShare rent per share and year that is owed before anything else; 0 for none
     * @param takesDividend         whether the class takes part in what is left
     * @param votes                 whether its holders vote
     */
    record ShareClass(String code, String name, long guaranteedFenPerShare, boolean takesDividend, boolean votes) {

        DividendSheet.Terms terms() {
            return new DividendSheet.Terms(guaranteedFenPerShare, takesDividend);
        }
    }

    private static final String ENTITY = "select id, village_code, name, kind, founded_on from entity";

    Entity found(String villageCode, String name, EntityKind kind, LocalDate on, List<ShareClass> classes,
            String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into entity (id, village_code, name, kind, founded_on, recorded_by)
                values (:id, :village, :name, :kind, :on, :by)""").param("id", id).param("village", villageCode)
                .param("name", name).param("kind", kind.name()).param("on", on).param("by", by).update();
        for (ShareClass one : classes) {
            jdbc.sql("""
                    insert into share_class (entity_id, code, name, guaranteed_fen_per_share, takes_dividend, votes)
                    values (:entity, :code, :name, :guaranteed, :takes, :votes)""").param("entity", id)
                    .param("code", one.code()).param("name", one.name())
                    .param("guaranteed", one.guaranteedFenPerShare()).param("takes", one.takesDividend())
                    .param("votes", one.votes()).update();
        }
        return getEntity(id);
    }

    /** @throws ProblemException 404 */
    Entity getEntity(UUID id) {
        return jdbc.sql(ENTITY + " where id = :id").param("id", id).query(Entity.class).optional()
                .orElseThrow(() -> ProblemException.notFound("entity", id));
    }

    List<Entity> listEntities(String villagePrefix, UUID after, int rows) {
        return jdbc.sql(ENTITY + " " + """
                 where starts_with(village_code, :prefix) and id > :after order by id limit :rows""")
                .param("prefix", villagePrefix).param("after", after).param("rows", rows).query(Entity.class).list();
    }

    List<Entity> listOfVillage(String villageCode) {
        return jdbc.sql(ENTITY + " where village_code = :village order by id").param("village", villageCode)
                .query(Entity.class).list();
    }

    List<ShareClass> listClasses(UUID entityId) {
        return jdbc.sql("""
                select code, name, guaranteed_fen_per_share, takes_dividend, votes
                from share_class where entity_id = :id order by code""").param("id", entityId).query(ShareClass.class)
                .list();
    }

    Map<String, ShareClass> mapClasses(UUID entityId) {
        return listClasses(entityId).stream().collect(Collectors.toMap(ShareClass::code, one -> one));
    }

    /** Keeps two changes of one entity's shares apart until the transaction ends. */
    void lock(UUID entityId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 130))").param("id", entityId.toString())
                .query((row, index) -> index).list();
    }

    @Override
    public Optional<String> findName(AccountKind kind, String ownerId) {
        return switch (kind) {
            case ENTITY, RESERVE, WELFARE, HELD -> jdbc.sql("select name from entity where id = :id")
                    .param("id", UUID.fromString(ownerId)).query(String.class).optional();
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> findVillageCode(AccountKind kind, String ownerId) {
        return kind == AccountKind.ENTITY
                ? jdbc.sql("select village_code from entity where id = :id").param("id", UUID.fromString(ownerId))
                        .query(String.class).optional()
                : Optional.empty();
    }
}
