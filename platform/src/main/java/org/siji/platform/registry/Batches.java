package org.siji.platform.registry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes many rows with few round trips, and knows today's farm day. */
@Component
class Batches {

    /** More in one request would hold the connection and the heap too long; the sender cuts its list. */
    static final int MAX_ITEMS = 20_000;

    private static final int ROWS_PER_ROUND_TRIP = 1000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Batches(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(FieldRegister.FARM_ZONE));
    }

    void insert(String sql, List<Object[]> rows) {
        jdbc.batchUpdate(sql, rows, ROWS_PER_ROUND_TRIP, (statement, row) -> {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
        });
    }

    static void requireSize(Collection<?> items) {
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw ProblemException.badRequest("bulk.size", "", items.size(), MAX_ITEMS);
        }
    }
}
