package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a contribution of land is worth in shares: area times the rate of its class, exactly; and the land that nobody contributed. */
@Component
class Valuations {

    private static final int CENTIMU = 100;

    private final JdbcClient jdbc;

    Valuations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many shares a mu of that class of land. */
    record Rule(UUID id, String landClass, long numerator, long denominator, LocalDate validFrom, String ground) {

        /** Exact: 123.45 mu at 2/3 shares a mu are 82.30 shares, 8230/100. */
        Share value(long areaCentimu) {
            return new Share(Math.multiplyExact(areaCentimu, numerator), Math.multiplyExact(CENTIMU, denominator));
        }
    }

    /** Every rule ever made, the latest of each class last. */
    List<Rule> listRules(UUID entityId) {
        return jdbc.sql("""
                select id, land_class, numerator, denominator, valid_from, ground from contribution_rule
                where entity_id = :entity order by land_class, valid_from, id""").param("entity", entityId)
                .query(Rule.class).list();
    }

    /** The one that holds on the day. */
    Optional<Rule> findRule(UUID entityId, String landClass, LocalDate on) {
        return jdbc.sql("""
                select id, land_class, numerator, denominator, valid_from, ground from contribution_rule
                where entity_id = :entity and land_class = :class and valid_from <= :on
                order by valid_from desc, id desc limit 1""").param("entity", entityId).param("class", landClass)
                .param("on", on).query(Rule.class).optional();
    }

    void addRule(UUID entityId, String landClass, long numerator, long denominator, LocalDate from, String ground,
            String by) {
        jdbc.sql("""
                insert into contribution_rule (id, entity_id, land_class, numerator, denominator, valid_from, ground,
                    recorded_by)
                values (:id, :entity, :class, :numerator, :denominator, :from, :ground, :by)""").param("id", Ids.next())
                .param("entity", entityId).param("class", landClass).param("numerator", numerator)
                .param("denominator", denominator).param("from", from).param("ground", ground).param("by", by)
                .update();
    }

    /** The undivided land of a village without parcels, as it was on the day; empty where none is registered. */
    Optional<Long> findLandCentimu(UUID entityId, LocalDate on) {
        return jdbc.sql("""
                select area_centimu from entity_land where entity_id = :entity and valid_from <= :on
                order by valid_from desc, id desc limit 1""").param("entity", entityId).param("on", on)
                .query(Long.class).optional();
    }

    void setLand(UUID entityId, long areaCentimu, LocalDate from, String ground, String by) {
        jdbc.sql("""
                insert into entity_land (id, entity_id, area_centimu, valid_from, ground, recorded_by)
                values (:id, :entity, :area, :from, :ground, :by)""").param("id", Ids.next()).param("entity", entityId)
                .param("area", areaCentimu).param("from", from).param("ground", ground).param("by", by).update();
    }
}
