package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.AccountOwners;
import org.springframework.http.HttpStatus;
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
     * @param blockCode             the piece of land whose result its holders share; null for the whole entity's
     */
    record ShareClass(String code, String name, long guaranteedFenPerShare, boolean takesDividend, boolean votes,
            @Nullable String blockCode) {

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
        classes.forEach(one -> addClass(id, one));
        return getEntity(id);
    }

    void addClass(UUID entityId, ShareClass one) {
        jdbc.sql("""
                insert into share_class (entity_id, code, name, guaranteed_fen_per_share, takes_dividend, votes, block_code)
                values (:entity, :code, :name, :guaranteed, :takes, :votes, :block)""").param("entity", entityId)
                .param("code", one.code()).param("name", one.name()).param("guaranteed", one.guaranteedFenPerShare())
                .param("takes", one.takesDividend()).param("votes", one.votes()).param("block", one.blockCode())
                .update();
    }

    /** A contiguous piece of land with books of its own. */
    record Block(String code, String name, long areaCentimu) {}

    List<Block> listBlocks(UUID entityId) {
        return jdbc.sql("select code, name, area_centimu from entity_block where entity_id = :id order by code")
                .param("id", entityId).query(Block.class).list();
    }

    void addBlock(UUID entityId, Block block, String by) {
        jdbc.sql("""
                insert into entity_block (entity_id, code, name, area_centimu, recorded_by)
                values (:entity, :code, :name, :area, :by)""").param("entity", entityId).param("code", block.code())
                .param("name", block.name()).param("area", block.areaCentimu()).param("by", by).update();
    }

    /** @throws ProblemException 422 for a block that the entity does not have */
    void requireBlock(UUID entityId, @Nullable String code) {
        if (code != null && listBlocks(entityId).stream().noneMatch(block -> block.code().equals(code))) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "entity.block", "blockCode", code);
        }
    }

    Optional<UUID> findProviderId(UUID entityId) {
        return jdbc.sql("select provider_id from entity_provider where entity_id = :id").param("id", entityId)
                .query(UUID.class).optional();
    }

    Optional<Entity> findOfProvider(UUID providerId) {
        return jdbc.sql(ENTITY + " where id = (select entity_id from entity_provider where provider_id = :id)")
                .param("id", providerId).query(Entity.class).optional();
    }

    void setProvider(UUID entityId, UUID providerId, String by) {
        jdbc.sql("""
                insert into entity_provider (entity_id, provider_id, recorded_by) values (:entity, :provider, :by)""")
                .param("entity", entityId).param("provider", providerId).param("by", by).update();
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
                select code, name, guaranteed_fen_per_share, takes_dividend, votes, block_code
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
