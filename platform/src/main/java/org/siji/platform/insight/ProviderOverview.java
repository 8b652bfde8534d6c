package org.siji.platform.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.ServiceAreas;
import org.siji.platform.qualification.ValidPapers;
import org.siji.platform.qualification.ValidPapers.PaperCounts;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of providers as one looks for one: what it does, where, with how many machines, and how its papers stand. */
@Component
class ProviderOverview {

    enum PapersFilter {
        VALID, TO_INSPECT, ENDING, ENDED, REFUSED, NONE
    }

    /**
     * @param operations that a machine in service can do or that today's price list names
     * @param area       names of the regions in which it works; none: anywhere
     * @param areaCodes  their codes
     * @param papers     null for whose papers the asker may not look at
     */
    record Line(UUID id, String name, Set<Operation> operations, List<String> area, Set<String> areaCodes,
            String areaNote, long machines, @Nullable PaperCounts papers) {}

    private record Row(UUID id, String name, String areaNote, long machines) {}

    private final JdbcClient jdbc;
    private final ServiceAreas areas;
    private final ValidPapers papers;
    private final RegionRegister regions;

    ProviderOverview(JdbcClient jdbc, ServiceAreas areas, ValidPapers papers, RegionRegister regions) {
        this.jdbc = jdbc;
        this.areas = areas;
        this.papers = papers;
        this.regions = regions;
    }

    /** @param region that it serves, wholly or in part */
    List<Line> list(CurrentUser user, String name, @Nullable Operation operation, String region,
            @Nullable PapersFilter state, LocalDate today) {
        Map<UUID, Set<Operation>> operations = operations(null, today);
        Map<UUID, Set<String>> served = areas.mapAreas();
        Map<UUID, PaperCounts> counts = papers.mapCounts(user);
        List<Line> lines = new ArrayList<>();
        jdbc.sql("""
                select p.id, p.name, p.service_area as area_note,
                    (select count(*) from machine m where m.provider_id = p.id and m.in_service) as machines
                from provider p where (cast(:own as uuid) is null or p.id = :own)
                    and (:name = '' or strpos(lower(p.name), lower(:name)) > 0) order by p.id""")
                .param("own", user.providerId()).param("name", name.strip()).query(Row.class).list().forEach(row -> {
                    Set<Operation> can = operations.getOrDefault(row.id(), Set.of());
                    Set<String> area = served.getOrDefault(row.id(), Set.of());
                    PaperCounts own = counts.get(row.id());
                    if ((operation == null || can.contains(operation)) && serves(area, region)
                            && (state == null || (own != null && has(own, state)))) {
                        lines.add(new Line(row.id(), row.name(), can, List.of(), area, row.areaNote(), row.machines(),
                                own));
                    }
                });
        return lines;
    }

    /** With the names of its regions, for those lines that are shown. */
    Line named(Line line) {
        return new Line(line.id(), line.name(), line.operations(),
                line.areaCodes().stream().flatMap(code -> regions.findRegion(code).stream()).map(Region::name).toList(),
                line.areaCodes(), line.areaNote(), line.machines(), line.papers());
    }

    private static boolean serves(Set<String> area, String region) {
        return area.isEmpty() || area.stream().anyMatch(code -> code.startsWith(region) || region.startsWith(code));
    }

    private static boolean has(PaperCounts counts, PapersFilter state) {
        return switch (state) {
            case VALID -> counts.valid() > 0;
            case TO_INSPECT -> counts.toInspect() > 0;
            case ENDING -> counts.ending() > 0;
            case ENDED -> counts.ended() > 0;
            case REFUSED -> counts.refused() > 0;
            case NONE -> counts.valid() == 0 && counts.toInspect() == 0;
        };
    }

    /** @param providerId null for all */
    Map<UUID, Set<Operation>> operations(@Nullable UUID providerId, LocalDate today) {
        Map<UUID, Set<Operation>> operations = new HashMap<>();
        jdbc.sql("""
                select m.provider_id, r.operation from machine m join machine_rate r on r.machine_id = m.id
                where m.in_service and (cast(:provider as uuid) is null or m.provider_id = :provider)
                union
                select l.provider_id, p.operation
                from (select distinct on (provider_id) id, provider_id from price_list
                    where valid_from <= :today and recorded_until is null
                        and (cast(:provider as uuid) is null or provider_id = :provider)
                    order by provider_id, valid_from desc) l
                join price p on p.price_list_id = l.id""").param("provider", providerId).param("today", today)
                .query(row -> {
                    operations.computeIfAbsent(row.getObject(1, UUID.class),
                            id -> new TreeSet<>())
                            .add(Operation.valueOf(row.getString(2)));
                });
        return operations;
    }
}
