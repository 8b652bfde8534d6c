package org.siji.platform.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a provider has worked, season by season, added up from the records themselves: measured quality, punctuality, disputes,
 * penalties, repairs. Never a mark or a star: each number opens what is behind it.
 */
@Component
class ProviderFigures {

    /** @param sum of the rows' values, see {@link RecordFigure} */
    record Figure(long count, BigDecimal sum) {

        static final Figure NONE = new Figure(0, BigDecimal.ZERO);
    }

    /**
     * Measured quality of one operation.
     *
     * @param orders   with a decision
     * @param coverage covered of all these fields' area, 0 to 1; a field counts as covered once
     * @param overlap  worked twice, of the same area; what people decided without a measurement has none
     */
    record Quality(Operation operation, long orders, double squareMeters, double coverage, double overlap) {}

    record SeasonRecord(int season, Map<RecordFigure, Figure> numbers, List<Quality> quality) {}

    /**
     * A record behind a number.
     *
     * @param subject page on which it is shown
     * @param value   see {@link RecordFigure}
     */
    record Behind(String subject, UUID id, String number, @Nullable String villageCode, @Nullable Operation operation,
            LocalDate day, @Nullable BigDecimal value) {}

    /** @param total behind the number; @param outside of these, in villages that the asker does not look after */
    record BehindPage(List<Behind> items, long total, long outside) {}

    private record Sum(int season, long count, BigDecimal sum) {}

    private record QualityRow(int season, Operation operation, long orders, double squareMeters, double coverage,
            double overlap) {}

    private final JdbcClient jdbc;

    ProviderFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest season first; seasons of which there is nothing are absent. */
    List<SeasonRecord> seasons(UUID providerId, LocalDate today) {
        Map<Integer, Map<RecordFigure, Figure>> numbers = new TreeMap<>();
        for (RecordFigure figure : RecordFigure.values()) {
            jdbc.sql("select season, count(*) as count, coalesce(sum(value), 0) as sum from (" + figure.sql()
                    + ") behind group by season").param("provider", providerId).param("today", today)
                    .query(new SimplePropertyRowMapper<>(Sum.class)).list()
                    .forEach(sum -> numbers
                            .computeIfAbsent(sum.season(), season -> new EnumMap<>(RecordFigure.class))
                            .put(figure, new Figure(sum.count(), sum.sum())));
        }
        List<QualityRow> quality = quality(providerId);
        List<SeasonRecord> seasons = new ArrayList<>();
        numbers.forEach((season, found) -> {
            Map<RecordFigure, Figure> all = new EnumMap<>(RecordFigure.class);
            for (RecordFigure figure : RecordFigure.values()) {
                all.put(figure, found.getOrDefault(figure, Figure.NONE));
            }
            seasons.addFirst(new SeasonRecord(season, all, quality.stream().filter(row -> row.season() == season)
                    .map(row -> new Quality(row.operation(), row.orders(), row.squareMeters(), row.coverage(),
                            row.overlap()))
                    .toList()));
        });
        return seasons;
    }

    private List<QualityRow> quality(UUID providerId) {
        return jdbc.sql(RecordFigure.Decided.SQL + """
                select season, operation, count(*) as orders, sum(field_square_meters) as square_meters,
                    coalesce(sum(covered_square_meters) / nullif(sum(field_square_meters), 0), 0) as coverage,
                    coalesce(sum(overlap_square_meters) / nullif(sum(field_square_meters), 0), 0) as overlap
                from decided group by season, operation order by season, operation""").param("provider", providerId)
                .query(new SimplePropertyRowMapper<>(QualityRow.class)).list();
    }

    /** @param regionPrefix what the asker may see of the villages' records */
    BehindPage listBehind(UUID providerId, RecordFigure figure, int season, @Nullable Operation operation,
            String regionPrefix, LocalDate today, int rows) {
        String behind = "(" + figure.sql() + """
                ) behind where season = :season and (cast(:operation as text) is null or operation = :operation)
                """;
        String visible = "(village_code is null or starts_with(village_code, :prefix))";
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("provider", providerId);
        params.put("today", today);
        params.put("season", season);
        params.put("operation", operation == null ? null : operation.name());
        params.put("prefix", regionPrefix);
        params.put("rows", rows);
        BehindCount count = jdbc
                .sql("select count(*) as total, count(*) filter (where not " + visible + ") as outside from " + behind)
                .params(params).query(new SimplePropertyRowMapper<>(BehindCount.class)).single();
        List<Behind> items = jdbc.sql("select subject, id, number, village_code, operation, day, value from " + behind
                + " and " + visible + " order by day desc, number limit :rows").params(params)
                .query(new SimplePropertyRowMapper<>(Behind.class)).list();
        return new BehindPage(items, count.total(), count.outside());
    }

    private record BehindCount(long total, long outside) {}
}
