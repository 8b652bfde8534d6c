package org.siji.platform.api;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by id.
 *
 * @param next cursor of the next page, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    /** The smallest id: a list without a cursor starts behind it. */
    private static final UUID START = new UUID(0, 0);

    /** How many rows a query should read: one more than are shown, to know whether there is a next page. */
    public static int rowsToRead(@Nullable Integer limit) {
        return shown(limit) + 1;
    }

    /** The id behind which the page starts: {@code where id > :after order by id}. */
    public static UUID after(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return START;
        }
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("page.cursor", "cursor", cursor);
        }
    }

    /** @param rows what the query read with {@link #rowsToRead} */
    public static <T> Page<T> of(List<T> rows, @Nullable Integer limit, Function<T, UUID> id) {
        int shown = shown(limit);
        if (rows.size() <= shown) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, shown);
        return new Page<>(List.copyOf(items), id.apply(items.getLast()).toString());
    }

    private static int shown(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badRequest("page.limit", "limit", limit, MAX_LIMIT);
        }
        return limit;
    }
}
