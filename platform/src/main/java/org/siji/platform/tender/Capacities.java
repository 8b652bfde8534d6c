package org.siji.platform.tender;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.BundleStatus;
import org.siji.platform.demand.Bundles;
import org.siji.platform.market.Contracts;
import org.siji.platform.work.MachineHours;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Days that providers still have free, and the bundles that these days would suit. */
@Component
class Capacities {

    private static final int MOST_PROPOSALS = 200;
    private static final String CAPACITY = """
            select id, provider_id, machine_id, operation, first_day, last_day, regions, fen_per_mu, note, offered_by,
                offered_at, withdrawn_by, withdrawn_at
            from capacity
            """;

    /** @param regions prefixes of village codes */
    record Capacity(UUID id, UUID providerId, UUID machineId, Operation operation, LocalDate firstDay,
            LocalDate lastDay, List<String> regions, @Nullable Long fenPerMu, String note, String offeredBy,
            OffsetDateTime offeredAt, @Nullable String withdrawnBy, @Nullable OffsetDateTime withdrawnAt) {}

    /**
     * A bundle that would suit.
     *
     * @param days         of the capacity that lie in its window
     * @param wholeInTime  whether the machine alone could do all of it on these days
     * @param tenderNumber of a tender that runs for it
     */
    record Proposal(UUID bundleId, String villageCode, Operation operation, LocalDate windowFrom, LocalDate windowTo,
            BundleStatus status, double areaSquareMeters, long days, boolean wholeInTime, @Nullable UUID tenderId,
            @Nullable String tenderNumber) {}

    private final JdbcClient jdbc;
    private final Bundles bundles;
    private final Contracts contracts;
    private final Clock clock;

    Capacities(JdbcClient jdbc, Bundles bundles, Contracts contracts, Clock clock) {
        this.jdbc = jdbc;
        this.bundles = bundles;
        this.contracts = contracts;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Matching.FARM_ZONE));
    }

    OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    void insert(Capacity capacity) {
        jdbc.sql("""
                insert into capacity (id, provider_id, machine_id, operation, first_day, last_day, regions, fen_per_mu,
                    note, offered_by, offered_at)
                values (:id, :provider, :machine, :operation, :first, :last, :regions, :price, :note, :by, :at)""")
                .param("id", capacity.id()).param("provider", capacity.providerId())
                .param("machine", capacity.machineId()).param("operation", capacity.operation().name())
                .param("first", capacity.firstDay()).param("last", capacity.lastDay())
                .param("regions", capacity.regions().toArray(String[]::new)).param("price", capacity.fenPerMu())
                .param("note", capacity.note()).param("by", capacity.offeredBy()).param("at", capacity.offeredAt())
                .update();
    }

    Optional<Capacity> find(UUID id) {
        return jdbc.sql(CAPACITY + "where id = :id").param("id", id).query(Capacities::capacity).optional();
    }

    /** All that a provider ever offered. */
    List<Capacity> listOwn(UUID providerId, UUID after, int rows) {
        return jdbc.sql(CAPACITY + "where provider_id = :provider and id > :after order by id limit :rows")
                .param("provider", providerId).param("after", after).param("rows", rows)
                .query(Capacities::capacity).list();
    }

    /** What still stands and reaches into a region. */
    List<Capacity> listFor(String regionPrefix, @Nullable Operation operation, UUID after, int rows) {
        return jdbc.sql(CAPACITY + """
                where withdrawn_at is null and last_day >= :today and id > :after
                    and (cast(:operation as text) is null or operation = :operation)
                    and exists (select from unnest(regions) as region
                        where starts_with(region, :prefix) or starts_with(:prefix, region))
                order by id limit :rows""").param("today", today()).param("after", after)
                .param("operation", operation == null ? null : operation.name()).param("prefix", regionPrefix)
                .param("rows", rows).query(Capacities::capacity).list();
    }

    void withdraw(Capacity capacity, String by) {
        int updated = jdbc.sql("""
                update capacity set withdrawn_by = :by, withdrawn_at = :at
                where id = :id and withdrawn_at is null""").param("by", by).param("at", now())
                .param("id", capacity.id()).update();
        if (updated == 0) {
            throw ProblemException.conflict("capacity.withdrawn", "");
        }
    }

    /**
     * Closed and still open bundles without a contract, the earliest window first.
     *
     * @param regions      to look in; a part of the capacity's own
     * @param muPerHour    the machine's rate
     */
    List<Proposal> propose(Capacity capacity, Collection<String> regions, double muPerHour) {
        LocalDate from = capacity.firstDay().isBefore(today()) ? today() : capacity.firstDay();
        if (capacity.withdrawnAt() != null || regions.isEmpty() || from.isAfter(capacity.lastDay())) {
            return List.of();
        }
        List<Bundles.Wanted> wanted = bundles.listWanted(capacity.operation(), from, capacity.lastDay(), regions,
                MOST_PROPOSALS);
        Set<UUID> taken = contracts
                .listUnderContract(wanted.stream().map(Bundles.Wanted::id).collect(Collectors.toSet()));
        Map<UUID, Running> tenders = mapRunning(wanted);
        List<Proposal> proposals = new ArrayList<>();
        for (Bundles.Wanted one : wanted) {
            if (!taken.contains(one.id())) {
                long days = commonDays(from, capacity.lastDay(), one);
                Running tender = tenders.get(one.id());
                proposals.add(new Proposal(one.id(), one.villageCode(), one.operation(), one.windowFrom(),
                        one.windowTo(), one.status(), one.areaSquareMeters(), days,
                        new Area(one.areaSquareMeters()).mu() <= days * MachineHours.HOURS_PER_DAY * muPerHour,
                        tender == null ? null : tender.id(), tender == null ? null : tender.number()));
            }
        }
        return proposals;
    }

    private static long commonDays(LocalDate from, LocalDate to, Bundles.Wanted bundle) {
        LocalDate first = from.isAfter(bundle.windowFrom()) ? from : bundle.windowFrom();
        LocalDate last = to.isBefore(bundle.windowTo()) ? to : bundle.windowTo();
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    private record Running(UUID id, UUID bundleId, String number) {}

    private Map<UUID, Running> mapRunning(List<Bundles.Wanted> wanted) {
        Map<UUID, Running> running = new HashMap<>();
        jdbc.sql("select id, bundle_id, number from tender where status = 'RUNNING' and bundle_id = any(:bundles)")
                .param("bundles", wanted.stream().map(Bundles.Wanted::id).toArray(UUID[]::new)).query(Running.class)
                .list().forEach(one -> running.put(one.bundleId(), one));
        return running;
    }

    private static Capacity capacity(ResultSet row, int index) throws SQLException {
        long price = row.getLong("fen_per_mu");
        boolean priced = !row.wasNull();
        return new Capacity(row.getObject("id", UUID.class), row.getObject("provider_id", UUID.class),
                row.getObject("machine_id", UUID.class), Operation.valueOf(row.getString("operation")),
                row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class),
                List.of((String[]) row.getArray("regions").getArray()), priced ? price : null, row.getString("note"),
                row.getString("offered_by"), row.getObject("offered_at", OffsetDateTime.class),
                row.getString("withdrawn_by"), row.getObject("withdrawn_at", OffsetDateTime.class));
    }
}
