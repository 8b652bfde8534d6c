package org.siji.platform.api;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes many rows with few statements, each column of them as one array. */
public final class ManyRows {

    private static final int ROWS_PER_STATEMENT = 5000;
    private static final int FEW = 100;

    private ManyRows() {}

    /**
     * Within a transaction.
     *
     * @param sql with a parameter for each column, an array that it casts: {@code unnest(?::uuid[], ?::bigint[])}
     */
    public static void insert(JdbcClient jdbc, String sql, List<@Nullable Object[]> rows) {
        if (rows.size() > FEW) {
            // Our connections think every statement out anew; the look-ups of foreign keys would be thought out for each row.
            jdbc.sql("set local plan_cache_mode = auto").update();
        }
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            List<@Nullable Object[]> some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT));
            jdbc.sql(sql).params(IntStream.range(0, some.getFirst().length).mapToObj(column -> column(some, column))
                    .toList()).update();
        }
    }

    private static Object column(List<@Nullable Object[]> rows, int column) {
        @Nullable
        String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = rows.get(i)[column];
            values[i] = value == null ? null : value.toString();
        }
        return values;
    }
}
