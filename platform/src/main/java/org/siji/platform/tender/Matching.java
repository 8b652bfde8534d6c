package org.siji.platform.tender;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundledNeed;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.market.Providers.ListPrice;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.tender.Match.Fit;
import org.siji.platform.verification.ProviderRecords;
import org.siji.platform.verification.ProviderRecords.ProviderRecord;
import org.siji.platform.work.MachineHours;
import org.springframework.stereotype.Component;

/**
 * Ranks providers for a bundle by an order that anybody can check with a pencil: who can do it before who has too few hours before
 * who can't; then the lower total; then the better record (none yet behind any); then the shorter way; then the name.
 */
@Component
class Matching {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private static final double EARTH_KM = 6371.0088;
    private static final Comparator<Match> ORDER = Comparator.comparing(Match::fit)
            .thenComparing(Match::totalFen, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Match::record, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Match::distanceKm, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Match::providerName).thenComparing(Match::providerId);

    private final Providers providers;
    private final Fleet fleet;
    private final MachineHours hours;
    private final ProviderRecords records;
    private final FieldRegister fields;
    private final Eligibility eligibility;
    private final Clock clock;

    Matching(Providers providers, Fleet fleet, MachineHours hours, ProviderRecords records, FieldRegister fields,
            Eligibility eligibility, Clock clock) {
        this.providers = providers;
        this.fleet = fleet;
        this.hours = hours;
        this.records = records;
        this.fields = fields;
        this.eligibility = eligibility;
        this.clock = clock;
    }

    /** Everything about all providers that a bundle makes one ask for, read once. */
    private record Known(Bundle bundle, @Nullable Coordinate place, long daysLeft, Map<UUID, List<Machine>> machines,
            Map<UUID, Long> bookedMinutes, Map<UUID, Set<LocalDate>> down, Map<UUID, Area> unplanned,
            Map<UUID, ListPrice> prices,
            Map<UUID, ProviderRecord> records, Function<UUID, List<Reason>> obstacles) {}

    /** At the prices of their lists. Of those that can't, only the ones that an office of the bundle's own county looks after. */
    List<Match> rank(Bundle bundle) {
        Known known = read(bundle);
        String county = bundle.villageCode().substring(0, 6);
        return providers.listProviders().stream().map(provider -> {
            ListPrice price = known.prices.get(provider.id());
            return new Ranked(provider,
                    match(provider, known, price == null ? null : price.bundleFenPerMu(), price));
        }).filter(ranked -> ranked.match.fit() != Fit.CANNOT || ranked.provider.regionCode().startsWith(county))
                .map(Ranked::match).sorted(ORDER).toList();
    }

    private record Ranked(Provider provider, Match match) {}

    /** Those who offered, at the prices that they offered. */
    List<Match> rank(Bundle bundle, Map<UUID, Long> offeredFenPerMu) {
        Known known = read(bundle);
        return providers.listProviders().stream().filter(provider -> offeredFenPerMu.containsKey(provider.id()))
                .map(provider -> match(provider, known, offeredFenPerMu.get(provider.id()), null)).sorted(ORDER)
                .toList();
    }

    private Known read(Bundle bundle) {
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        LocalDate from = today.isAfter(bundle.windowFrom()) ? today : bundle.windowFrom();
        LocalDate to = bundle.windowTo();
        return new Known(bundle, place(bundle), Math.max(0, ChronoUnit.DAYS.between(from, to) + 1),
                fleet.listMachinesFor(bundle.operation()).stream()
                        .collect(Collectors.groupingBy(Machine::providerId)),
                hours.mapBookedMinutes(from, to), downDays(from, to), hours.mapUnplanned(bundle.operation(), from, to),
                byProvider(providers.listPrices(bundle.operation(), bundle.windowFrom(), bundle.contiguousArea()),
                        ListPrice::providerId),
                byProvider(records.listRecords(bundle.operation(), bundle.season() - 1, bundle.season()),
                        ProviderRecord::providerId),
                eligibility.obstacles(bundle));
    }

    private Map<UUID, Set<LocalDate>> downDays(LocalDate from, LocalDate to) {
        Map<UUID, Set<LocalDate>> days = new HashMap<>();
        fleet.listDown(from, to).forEach(down -> down.fromDay().datesUntil(down.toDay().plusDays(1))
                .forEach(day -> days.computeIfAbsent(down.machineId(), id -> new HashSet<>()).add(day)));
        return days;
    }

    private static <T> Map<UUID, T> byProvider(Collection<T> all, Function<T, UUID> provider) {
        Map<UUID, T> map = new HashMap<>();
        all.forEach(one -> map.put(provider.apply(one), one));
        return map;
    }

    /** The middle of the fields' inner points. */
    private @Nullable Coordinate place(Bundle bundle) {
        Map<UUID, Field> found = fields
                .mapFields(bundle.needs().stream().map(BundledNeed::fieldId).collect(Collectors.toSet()));
        if (found.isEmpty()) {
            return null;
        }
        double lon = 0;
        double lat = 0;
        for (Field field : found.values()) {
            Point point = field.lonLat().getInteriorPoint();
            lon += point.getX() / found.size();
            lat += point.getY() / found.size();
        }
        return new Coordinate(lon, lat);
    }

    private Match match(Provider provider, Known known, @Nullable Long fenPerMu, @Nullable ListPrice list) {
        List<Machine> machines = known.machines.getOrDefault(provider.id(), List.of());
        List<Reason> reasons = new ArrayList<>(known.obstacles.apply(provider.id()));
        Fit fit = reasons.isEmpty() && !machines.isEmpty() ? Fit.CAN : Fit.CANNOT;
        double free = 0;
        double needed = 0;
        if (machines.isEmpty()) {
            reasons.add(Reason.of("match.no-machine", known.bundle.operation()));
        } else {
            double rate = machines.stream().mapToDouble(machine -> rate(machine, known.bundle)).average().orElseThrow();
            free = freeHours(provider, machines, rate, known);
            needed = known.bundle.area().mu() / rate;
            boolean enough = free >= needed;
            fit = fit == Fit.CAN && !enough ? Fit.SHORT : fit;
            reasons.add(Reason.of(enough ? "match.hours" : "match.too-few-hours", machines.size(), tenth(free),
                    tenth(needed)));
        }
        Double km = nearestKm(machines, known.place);
        reasons.add(km == null ? Reason.of("match.distance-unknown") : Reason.of("match.distance", tenth(km)));
        Long total = fenPerMu == null ? null : totalFen(known.bundle, fenPerMu);
        reasons.add(price(known.bundle, fenPerMu, total, list));
        ProviderRecord record = known.records.get(provider.id());
        reasons.add(record == null
                ? Reason.of("match.no-record")
                : Reason.of("match.record", record.orders(), percent(record.coverage()), percent(record.onTime())));
        return new Match(provider.id(), provider.name(), fit, machines.size(), free, needed, km, fenPerMu, total,
                list == null ? null : list.listedFrom(), record == null ? 0 : record.orders(),
                record == null ? null : record.coverage(), record == null ? null : record.onTime(), reasons);
    }

    /**
     * Days left on which they don't stand still for a repair times hours a day, less what is planned, less what is taken on and not
     * planned yet. Driving to the bundle is left out.
     */
    private static double freeHours(Provider provider, List<Machine> machines, double rate, Known known) {
        double free = machines.size() * known.daysLeft * MachineHours.HOURS_PER_DAY;
        for (Machine machine : machines) {
            free -= known.bookedMinutes.getOrDefault(machine.id(), 0L) / 60.0
                    + known.down.getOrDefault(machine.id(), Set.of()).size() * MachineHours.HOURS_PER_DAY;
        }
        Area unplanned = known.unplanned.get(provider.id());
        return Math.max(0, unplanned == null ? free : free - unplanned.mu() / rate);
    }

    private static double rate(Machine machine, Bundle bundle) {
        return machine.rateMuPerHour().getOrDefault(bundle.operation(), 0.0);
    }

    private static Reason price(Bundle bundle, @Nullable Long fenPerMu, @Nullable Long total,
            @Nullable ListPrice list) {
        if (fenPerMu == null || total == null) {
            return Reason.of("match.no-price", bundle.windowFrom());
        }
        return list == null
                ? Reason.of("match.offered-price", yuan(fenPerMu), yuan(total))
                : Reason.of("match.price", yuan(fenPerMu), yuan(total), list.listedFrom());
    }

    /** What the whole bundle is expected to cost; the accepted area decides later. */
    static long totalFen(Bundle bundle, long fenPerMu) {
        return BigDecimal.valueOf(PayableArea.of(bundle.area()).centimu()).multiply(BigDecimal.valueOf(fenPerMu))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP).longValueExact();
    }

    private static @Nullable Double nearestKm(List<Machine> machines, @Nullable Coordinate place) {
        if (place == null) {
            return null;
        }
        return machines.stream().map(machine -> km(machine.depotLonDegrees(), machine.depotLatDegrees(), place))
                .min(Comparator.naturalOrder()).orElse(null);
    }

    private static double km(double lonDegrees, double latDegrees, Coordinate to) {
        double lat1 = Math.toRadians(latDegrees);
        double lat2 = Math.toRadians(to.y);
        double halfLat = Math.sin((lat2 - lat1) / 2);
        double halfLon = Math.sin(Math.toRadians(to.x - lonDegrees) / 2);
        double h = halfLat * halfLat + Math.cos(lat1) * Math.cos(lat2) * halfLon * halfLon;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    static String yuan(long fen) {
        return Money.ofFen(fen).yuan().toString();
    }

    private static String tenth(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
