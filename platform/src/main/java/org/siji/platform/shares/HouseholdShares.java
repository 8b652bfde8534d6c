package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a household owns together with others, and what came of it in a season: for its statement. */
@Component
public class HouseholdShares {

    private final JdbcClient jdbc;

    HouseholdShares(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A holding of the household or of one of its people at the end of the season, or that got a dividend in it.
     *
     * @param numerator     how many shares, exactly, with the next
     * @param guaranteedFen guaranteed rent of the season, 0 as long as nothing is decided
     * @param heldFen       of it and the dividend: what waits for heirs
     * @param dividendId    null as long as nothing is decided
     */
    public record Held(UUID entityId, String entityName, String className, long numerator, long denominator,
            long guaranteedFen, long dividendFen, long heldFen, @Nullable UUID dividendId) {}

    private record Row(UUID entityId, UUID shareholderId, String classCode, String entityName, String className,
            long numerator, long denominator, @Nullable LocalDate validTo) {}

    private record Paid(UUID shareholderId, String classCode, UUID dividendId, long guaranteedFen, long dividendFen,
            boolean held) {}

    public List<Held> listOf(UUID householdId, int season) {
        Map<String, Paid> paid = new HashMap<>();
        jdbc.sql("""
                select l.shareholder_id, l.class_code, l.dividend_id, l.guaranteed_fen, l.dividend_fen, l.held
                from dividend_line l join dividend d on d.id = l.dividend_id
                join shareholder s on s.id = l.shareholder_id
                where s.household_id = :household and d.season = :season""").param("household", householdId)
                .param("season", season).query(Paid.class).list()
                .forEach(one -> paid.put(one.shareholderId() + one.classCode(), one));
        List<Held> held = new ArrayList<>();
        for (Row row : jdbc.sql("""
                select h.entity_id, h.shareholder_id, h.class_code, e.name as entity_name, c.name as class_name, h.numerator,
                       h.denominator, h.valid_to
                from share_holding h join shareholder s on s.id = h.shareholder_id join entity e on e.id = h.entity_id
                join share_class c on c.entity_id = h.entity_id and c.code = h.class_code
                where s.household_id = :household and h.valid_from < :next and (h.valid_to is null or h.valid_to >= :next)
                order by e.name, h.shareholder_id, h.class_code""").param("household", householdId)
                .param("next", LocalDate.of(season + 1, 1, 1)).query(Row.class).list()) {
            Paid of = paid.get(row.shareholderId() + row.classCode());
            held.add(new Held(row.entityId(), row.entityName(), row.className(), row.numerator(), row.denominator(),
                    of == null ? 0 : of.guaranteedFen(), of == null ? 0 : of.dividendFen(),
                    of == null || !of.held() ? 0 : of.guaranteedFen() + of.dividendFen(),
                    of == null ? null : of.dividendId()));
        }
        return held;
    }
}
