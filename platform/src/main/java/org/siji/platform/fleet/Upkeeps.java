package org.siji.platform.fleet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was done to machines, and when they stood still because of it. */
@Repository
class Upkeeps {

    /** SERVICE is due anyway (oil, filters, blades); REPAIR is of something broken. */
    enum UpkeepKind {
        REPAIR, SERVICE
    }

    /**
     * @param engineHours of the hour meter, null if nobody looked
     * @param downFrom    first day on which it stood still, null if it did not
     * @param downTo      last day; null while it still does
     * @param struckBy    who said that the entry is wrong; it no longer counts
     */
    record Upkeep(UUID id, UUID machineId, UpkeepKind kind, LocalDate onDay, @Nullable Double engineHours, String what,
            @Nullable LocalDate downFrom, @Nullable LocalDate downTo, String recordedBy, OffsetDateTime recordedAt,
            @Nullable String backBy, @Nullable String struckBy, @Nullable String struckReason) {}

    private static final String COLUMNS = """
            select id, machine_id, kind, on_day, engine_hours, what, down_from, down_to, recorded_by, recorded_at, back_by,
                struck_by, struck_reason
            from machine_upkeep
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Upkeeps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Upkeep upkeep) {
        jdbc.sql("""
                insert into machine_upkeep (id, machine_id, kind, on_day, engine_hours, what, down_from, down_to, recorded_by,
                    recorded_at)
                values (:id, :machine, :kind, :day, :hours, :what, :from, :to, :by, :at)""").param("id", upkeep.id())
                .param("machine", upkeep.machineId()).param("kind", upkeep.kind().name()).param("day", upkeep.onDay())
                .param("hours", upkeep.engineHours()).param("what", upkeep.what()).param("from", upkeep.downFrom())
                .param("to", upkeep.downTo()).param("by", upkeep.recordedBy()).param("at", upkeep.recordedAt())
                .update();
    }

    Optional<Upkeep> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(Upkeep.class).optional();
    }

    /** The latest first; those that were struck too. */
    List<Upkeep> list(UUID machineId) {
        return jdbc.sql(COLUMNS + "where machine_id = :machine order by on_day desc, id desc")
                .param("machine", machineId).query(Upkeep.class).list();
    }

    /** Stretches of standing still that touch the days, cut to them. */
    List<Fleet.Down> listDown(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select machine_id, greatest(down_from, :from) as from_day, least(coalesce(down_to, :to), :to) as to_day
                from machine_upkeep
                where down_from <= :to and (down_to is null or down_to >= :from) and struck_by is null
                order by machine_id, down_from""").param("from", from).param("to", to).query(Fleet.Down.class).list();
    }

    /** @throws ProblemException 409 if it works again already */
    void back(UUID id, LocalDate lastDown, String by) {
        int done = jdbc.sql("""
                update machine_upkeep set down_to = :to, back_by = :by, back_at = :at
                where id = :id and down_from is not null and down_to is null and struck_by is null""")
                .param("to", lastDown).param("by", by).param("at", OffsetDateTime.now(clock)).param("id", id).update();
        if (done == 0) {
            throw ProblemException.conflict("upkeep.not-down", "");
        }
    }

    void strike(UUID id, String reason, String by) {
        int done = jdbc.sql("""
                update machine_upkeep set struck_by = :by, struck_at = :at, struck_reason = :reason
                where id = :id and struck_by is null""").param("by", by).param("at", OffsetDateTime.now(clock))
                .param("reason", reason).param("id", id).update();
        if (done == 0) {
            throw ProblemException.conflict("upkeep.struck", "");
        }
    }
}
