package org.siji.platform.market;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of contracts, their needs and their numbers. */
@Repository
class ContractStore {

    private static final String COLUMNS = """
            select c.id, c.number, c.bundle_id, c.provider_id, p.name as provider_name, c.village_code, c.operation,
                c.season, c.mode, c.price_list_id, c.single_price_fen_per_mu, c.bundle_price_fen_per_mu,
                c.service_fee_fen_per_mu, c.area_square_meters, c.window_from, c.window_to, c.status,
                c.signed_by_collective, c.signed_by_provider, c.text, c.text_sha256, c.replaces,
                c.offered, c.edition, c.version
            from contract c join provider p on p.id = c.provider_id
            """;

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    record Row(UUID id, String number, UUID bundleId, UUID providerId, String providerName, String villageCode,
            Operation operation, int season, ContractMode mode, UUID priceListId, long singlePriceFenPerMu,
            long bundlePriceFenPerMu, long serviceFeeFenPerMu, double areaSquareMeters, LocalDate windowFrom,
            LocalDate windowTo, ContractStatus status, boolean signedByCollective, boolean signedByProvider,
            String text, String textSha256, @Nullable UUID replaces, boolean offered, int edition, long version) {

        Row withText(String written) {
            return new Row(id, number, bundleId, providerId, providerName, villageCode, operation, season, mode,
                    priceListId, singlePriceFenPerMu, bundlePriceFenPerMu, serviceFeeFenPerMu, areaSquareMeters,
                    windowFrom, windowTo, status, signedByCollective, signedByProvider, written,
                    ContractText.sha256(written), replaces, offered, edition, version);
        }

        boolean isSignedBy(ContractSide side) {
            return side == ContractSide.PROVIDER ? signedByProvider : signedByCollective;
        }

        /** As it would be with other terms. */
        Row with(ContractMode otherMode, LocalDate otherWindowFrom, LocalDate otherWindowTo,
                long otherBundlePriceFenPerMu) {
            return new Row(id, number, bundleId, providerId, providerName, villageCode, operation, season, otherMode,
                    priceListId, singlePriceFenPerMu, otherBundlePriceFenPerMu, serviceFeeFenPerMu, areaSquareMeters,
                    otherWindowFrom, otherWindowTo, status, signedByCollective, signedByProvider, text, textSha256,
                    replaces,
                    offered, edition, version);
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ContractStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Numbers of a village's season have no gaps: whoever draws one holds the row until his contract is stored. */
    int nextNumber(int season, String villageCode) {
        return jdbc.sql("""
                insert into contract_number (season, village_code, last) values (:season, :village, 1)
                on conflict (season, village_code) do update set last = contract_number.last + 1
                returning last""").param("season", season).param("village", villageCode).query(Integer.class).single();
    }

    void insert(Row row, List<ContractedNeed> needs) {
        template.update("""
                insert into contract (id, number, bundle_id, provider_id, village_code, operation, season, mode,
                    price_list_id, single_price_fen_per_mu, bundle_price_fen_per_mu, service_fee_fen_per_mu,
                    area_square_meters, window_from, window_to, status, text, text_sha256, replaces,
                    offered)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", row.id(), row.number(),
                row.bundleId(), row.providerId(), row.villageCode(), row.operation().name(), row.season(),
                row.mode().name(), row.priceListId(), row.singlePriceFenPerMu(), row.bundlePriceFenPerMu(),
                row.serviceFeeFenPerMu(), row.areaSquareMeters(), row.windowFrom(), row.windowTo(),
                row.status().name(), row.text(), row.textSha256(), row.replaces(),
                row.offered());
        insertNeeds(row.id(), needs);
    }

    private void insertNeeds(UUID id, List<ContractedNeed> needs) {
        template.batchUpdate("""
                insert into contract_need (contract_id, need_id, field_id, field_name, cultivator_id, area_square_meters)
                values (?, ?, ?, ?, ?, ?)""",
                needs.stream().map(need -> new Object[]{id, need.needId(), need.fieldId(), need.fieldName(),
                        need.cultivatorId(), need.area().squareMeters()}).toList());
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where c.id = :id").param("id", id).query(ROW).optional();
    }

    /** Holds the row until the end of the transaction: steps of one contract follow each other. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where c.id = :id for update of c").param("id", id).query(ROW).optional();
    }

    /** Like {@link #lock}, in the order of ids. */
    void lockAll(Collection<UUID> ids) {
        jdbc.sql("select id from contract where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(UUID[]::new)).query((row, i) -> row.getObject(1, UUID.class)).list();
    }

    List<UUID> listOver(String regionPrefix, int season) {
        return jdbc.sql("""
                select id from contract where season = :season and starts_with(village_code, :prefix)
                and status in ('FULFILLED', 'TERMINATED') order by id""").param("season", season)
                .param("prefix", regionPrefix).query(UUID.class).list();
    }

    List<Contracts.ContractHead> listSigned(String regionPrefix, int season) {
        return jdbc.sql("""
                select c.id, c.number, c.village_code, c.operation, c.provider_id, p.name as provider_name, c.status,
                    c.window_from, c.window_to
                from contract c join provider p on p.id = c.provider_id
                where c.season = :season and starts_with(c.village_code, :prefix) and c.signed_by_collective
                    and c.signed_by_provider order by c.id""").param("season", season).param("prefix", regionPrefix)
                .query(Contracts.ContractHead.class).list();
    }

    List<ContractedNeed> listNeeds(UUID contractId) {
        return jdbc.sql("""
                select need_id, field_id, field_name, cultivator_id, area_square_meters from contract_need n
                where contract_id = :id and not exists (select 1 from contract_need_dropped d
                    where d.contract_id = n.contract_id and d.need_id = n.need_id)
                order by need_id""").param("id", contractId)
                .query((row, i) -> new ContractedNeed(
                        row.getObject("need_id", UUID.class), row.getObject("field_id", UUID.class),
                        row.getString("field_name"), row.getObject("cultivator_id", UUID.class),
                        new Area(row.getDouble("area_square_meters"))))
                .list();
    }

    /** What is in force, or the draft as it is now. */
    void write(UUID id, Row as, String text, int edition) {
        jdbc.sql("""
                update contract set mode = :mode, window_from = :windowFrom, window_to = :windowTo,
                    bundle_price_fen_per_mu = :price, text = :text, text_sha256 = :sha256, edition = :edition,
                    version = version + 1
                where id = :id""").param("id", id).param("mode", as.mode().name()).param("windowFrom", as.windowFrom())
                .param("windowTo", as.windowTo()).param("price", as.bundlePriceFenPerMu()).param("text", text)
                .param("sha256", ContractText.sha256(text)).param("edition", edition).update();
    }

    /** Needs leave the contract and join it; the area that is expected follows. */
    void amendNeeds(UUID id, Collection<UUID> dropped, List<ContractedNeed> added, int edition) {
        template.batchUpdate("insert into contract_need_dropped (contract_id, need_id, edition) values (?, ?, ?)",
                dropped.stream().map(need -> new Object[]{id, need, edition}).toList());
        insertNeeds(id, added);
        jdbc.sql("""
                update contract set area_square_meters = (select coalesce(sum(n.area_square_meters), 0) from contract_need n
                    where n.contract_id = :id and not exists (select 1 from contract_need_dropped d
                        where d.contract_id = n.contract_id and d.need_id = n.need_id))
                where id = :id""").param("id", id).update();
    }

    /** The contract that a need is part of and that was not terminated. */
    Optional<Row> findOfNeed(UUID needId) {
        return jdbc.sql(COLUMNS + """
                where c.status <> 'TERMINATED' and exists (select 1 from contract_need n
                    where n.contract_id = c.id and n.need_id = :need and not exists (select 1 from contract_need_dropped d
                        where d.contract_id = n.contract_id and d.need_id = n.need_id))
                order by c.id desc limit 1""").param("need", needId).query(ROW).optional();
    }

    /**
     * Which contracts.
     *
     * @param withDrafts a provider sees its contracts from the day on which they were sent to it
     * @param amending   only those with an amendment that is not signed by both sides yet
     */
    record Asked(String prefix, @Nullable UUID providerId, boolean withDrafts, @Nullable ContractStatus status,
            @Nullable Integer season, @Nullable UUID needId, boolean amending) {}

    List<Row> list(Asked asked, UUID after, int rows) {
        ContractStatus status = asked.status();
        return jdbc.sql(COLUMNS + """
                where c.id > :after and starts_with(c.village_code, :prefix)
                    and (cast(:provider as uuid) is null or c.provider_id = :provider)
                    and (:drafts or c.status <> 'DRAFT')
                    and (cast(:status as text) is null or c.status = :status)
                    and (cast(:season as int) is null or c.season = :season)
                    and (cast(:need as uuid) is null or exists (select from contract_need n
                        where n.contract_id = c.id and n.need_id = :need))
                    and (not :amending or exists (select from contract_edition e
                        where e.contract_id = c.id and e.state = 'PROPOSED' and e.edition > 1))
                order by c.id limit :rows""").param("after", after).param("prefix", asked.prefix())
                .param("provider", asked.providerId()).param("drafts", asked.withDrafts())
                .param("status", status == null ? null : status.name()).param("season", asked.season())
                .param("need", asked.needId()).param("amending", asked.amending()).param("rows", rows).query(ROW)
                .list();
    }

    Optional<UUID> findLiveOfBundle(UUID bundleId) {
        return jdbc.sql("select id from contract where bundle_id = :bundle and status <> 'TERMINATED'")
                .param("bundle", bundleId).query(UUID.class).optional();
    }

    Set<UUID> listUnderContract(Collection<UUID> bundleIds) {
        return jdbc.sql("select bundle_id from contract where bundle_id = any(:bundles) and status <> 'TERMINATED'")
                .param("bundles", bundleIds.toArray(UUID[]::new)).query((row, i) -> row.getObject(1, UUID.class))
                .set();
    }

    /** Those of the season's bundles that have a contract which is not terminated. */
    Set<UUID> listBundlesUnderContract(int season, String prefix) {
        return jdbc.sql("""
                select bundle_id from contract
                where season = :season and starts_with(village_code, :prefix) and status <> 'TERMINATED'""")
                .param("season", season).param("prefix", prefix).query((row, i) -> row.getObject(1, UUID.class))
                .set();
    }

    void move(UUID id, ContractStatus status) {
        jdbc.sql("update contract set status = :status where id = :id").param("status", status.name()).param("id", id)
                .update();
    }

    void sign(UUID id, ContractSide side) {
        jdbc.sql("""
                update contract set signed_by_collective = signed_by_collective or :collective,
                    signed_by_provider = signed_by_provider or not :collective
                where id = :id""").param("collective", side == ContractSide.COLLECTIVE).param("id", id).update();
    }

    /** @param amountFen bundle price times area, of contracts that both sides have signed */
    record Totals(long signed, double squareMeters, long amountFen, long drafts, long unsignedByCollective,
            long unsignedByProvider, long amendmentsForCollective, long amendmentsForProvider) {}

    Totals totals(int season, String prefix) {
        return jdbc.sql("""
                select count(*) filter (where signed) as signed,
                    coalesce(sum(area_square_meters) filter (where signed), 0) as square_meters,
                    cast(coalesce(sum(seen.bundle_price_fen_per_mu * area_square_meters * 15 / 10000) filter (where signed), 0)
                        as bigint) as amount_fen,
                    count(*) filter (where status = 'DRAFT') as drafts,
                    count(*) filter (where status = 'SENT' and not seen.signed_by_collective) as unsigned_by_collective,
                    count(*) filter (where status = 'SENT' and not seen.signed_by_provider) as unsigned_by_provider,
                    count(*) filter (where signed and not e.signed_by_collective) as amendments_for_collective,
                    count(*) filter (where signed and not e.signed_by_provider) as amendments_for_provider
                from (select *, status in ('SIGNED', 'IN_WORK', 'FULFILLED') as signed from contract
                    where season = :season and starts_with(village_code, :prefix)) as seen
                left join contract_edition e on e.contract_id = seen.id and e.state = 'PROPOSED' and e.edition > 1""")
                .param("season", season).param("prefix", prefix).query(Totals.class).single();
    }
}
