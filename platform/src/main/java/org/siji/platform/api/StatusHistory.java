package org.siji.platform.api;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Which states a record went through: who moved it, when and why. Each module has its own table, append-only, with the columns
 * {@code id} (identity), {@code subject_id}, {@code status}, {@code by_username}, {@code at} and {@code reason}.
 */
public final class StatusHistory {

    /** Who acts when no user does: the platform's own runners. */
    private static final String PLATFORM = "siji";

    /** @param reason empty where the step explains itself */
    public record Entry(String status, String byUsername, Instant at, String reason) {}

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String table;

    /** @param table a name from our own code, never from a request */
    public StatusHistory(JdbcTemplate jdbc, Clock clock, String table) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.table = table;
    }

    public void record(UUID subjectId, Enum<?> status, String reason) {
        recordAll(List.of(subjectId), status, reason);
    }

    public void recordAll(Collection<UUID> subjectIds, Enum<?> status, String reason) {
        String username = username();
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                "insert into " + table + " (subject_id, status, by_username, at, reason) values (?, ?, ?, ?, ?)",
                subjectIds.stream().map(id -> new Object[]{id, status.name(), username, now, reason}).toList());
    }

    /** Oldest first. A reason that is a code is said in words. */
    public List<Entry> list(UUID subjectId, Sentences sentences) {
        return jdbc.query(
                "select status, by_username, at, reason from " + table + " where subject_id = ? order by id",
                (row, i) -> new Entry(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(),
                        inWords(row.getString(4), sentences)),
                subjectId);
    }

    private static String inWords(String reason, Sentences sentences) {
        return !reason.isEmpty() && sentences.has(reason) ? sentences.say(reason) : reason;
    }

    private static String username() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? PLATFORM : authentication.getName();
    }
}
