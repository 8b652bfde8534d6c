package org.siji.platform.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Price lists: which holds on a day, and all that we have known. */
@Repository
class PriceLists {

    /** @param validFrom the list holds from this day until the next list begins */
    record Head(UUID id, LocalDate validFrom) {}

    record DatedClass(LocalDate validFrom, PriceClass priceClass) {}

    record Row(Operation operation, long minCentimu, long fenPerMu) {}

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PriceLists(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** A list for the same first day is a correction: the old one stays on record as what was known until now. */
    void publish(UUID providerId, LocalDate validFrom, List<Row> rows, String username) {
        jdbc.sql("""
                update price_list set recorded_until = now()
                where provider_id = :provider and valid_from = :from and recorded_until is null""")
                .param("provider", providerId).param("from", validFrom).update();
        UUID id = Ids.next();
        jdbc.sql("""
                insert into price_list (id, provider_id, valid_from, recorded_by)
                values (:id, :provider, :from, :username)""").param("id", id).param("provider", providerId)
                .param("from", validFrom).param("username", username).update();
        template.batchUpdate(
                "insert into price (price_list_id, operation, min_centimu, fen_per_mu) values (?, ?, ?, ?)",
                rows.stream().map(row -> new Object[]{id, row.operation().name(), row.minCentimu(), row.fenPerMu()})
                        .toList());
    }

    Optional<Head> findOn(UUID providerId, LocalDate day) {
        return jdbc.sql("""
                select id, valid_from from price_list
                where provider_id = :provider and valid_from <= :day and recorded_until is null
                order by valid_from desc limit 1""").param("provider", providerId).param("day", day)
                .query(Head.class).optional();
    }

    /** Of all providers, by provider and smallest class first, as their lists hold on the day. */
    Map<UUID, List<DatedClass>> mapClasses(Operation operation, LocalDate day) {
        Map<UUID, List<DatedClass>> classes = new LinkedHashMap<>();
        jdbc.sql("""
                select l.provider_id, l.valid_from, p.min_centimu, p.fen_per_mu
                from (select distinct on (provider_id) id, provider_id, valid_from from price_list
                    where valid_from <= :day and recorded_until is null
                    order by provider_id, valid_from desc) as l
                join price p on p.price_list_id = l.id and p.operation = :operation
                order by l.provider_id, p.min_centimu""").param("day", day).param("operation", operation.name())
                .query(row -> {
                    classes.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new DatedClass(row.getObject(2, LocalDate.class),
                                    new PriceClass(row.getLong(3), row.getLong(4))));
                });
        return classes;
    }

    /** By operation, then smallest class first. */
    List<Row> listRows(UUID priceListId) {
        return jdbc.sql("""
                select operation, min_centimu, fen_per_mu from price where price_list_id = :id
                order by operation, min_centimu""").param("id", priceListId).query(ROW).list();
    }

    List<PriceClass> listClasses(UUID priceListId, Operation operation) {
        return listRows(priceListId).stream().filter(row -> row.operation() == operation)
                .map(row -> new PriceClass(row.minCentimu(), row.fenPerMu())).toList();
    }
}
