package org.siji.platform.api;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes many rows with few statements, each column of them as one array. */
public final class ManyRows {

    private static final int ROWS_PER_STATEMENT = 5000;

    private ManyRows() {}

    /** @param sql with a parameter for each column, an array that it casts: {@code unnest(?::uuid[], ?::bigint[])} */
    public static void insert(JdbcClient jdbc, String sql, List<@Nullable Object[]> rows) {
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
