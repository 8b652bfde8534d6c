package org.siji.platform.fleet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.MachineController.MachineRequest;
import org.siji.platform.fleet.MachineController.MachineView;
import org.siji.platform.fleet.MachineController.Rate;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Providers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Registers and edits machines. */
@Service
class MachineService implements Fleet {

    private static final double MAX_WIDTH_METERS = 60;
    private static final double MAX_ROAD_KMH = 100;
    private static final double MAX_MU_PER_HOUR = 1_000;
    private static final String COLUMNS = """
            select id, provider_id, name, kind, plate, width_meters, depot_lon, depot_lat, road_kmh, in_service, version
            from machine
            """;

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    private record Row(UUID id, UUID providerId, String name, String kind, String plate, double widthMeters,
            double depotLon, double depotLat, double roadKmh, boolean inService, long version) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Providers providers;
    private final Upkeeps upkeeps;

    MachineService(JdbcClient jdbc, JdbcTemplate template, Providers providers, Upkeeps upkeeps) {
        this.jdbc = jdbc;
        this.template = template;
        this.providers = providers;
        this.upkeeps = upkeeps;
    }

    MachineView register(MachineRequest request, CurrentUser user) {
        UUID providerId = request.providerId() == null ? user.providerId() : request.providerId();
        Violations problems = Violations.collect().requireValue(providerId, "providerId");
        check(request, problems);
        UUID owner = Objects.requireNonNull(providerId);
        providers.getOwnProvider(owner, user);
        UUID id = Ids.next();
        jdbc.sql("""
                insert into machine (id, provider_id, name, kind, plate, width_meters, depot_lon, depot_lat, road_kmh,
                    in_service)
                values (:id, :provider, :name, :kind, :plate, :width, :lon, :lat, :speed, :service)""")
                .param("id", id).param("provider", owner).params(values(request)).update();
        insertRates(id, request);
        return get(id, user);
    }

    MachineView edit(UUID id, MachineRequest request, @Nullable String ifMatch, CurrentUser user) {
        MachineView current = get(id, user);
        providers.getOwnProvider(current.providerId(), user);
        check(request, Violations.collect());
        Versions.require(ifMatch, current.version());
        int moved = jdbc.sql("""
                update machine set name = :name, kind = :kind, plate = :plate, width_meters = :width,
                    depot_lon = :lon, depot_lat = :lat, road_kmh = :speed, in_service = :service,
                    version = version + 1
                where id = :id and version = :version""").param("id", id).param("version", current.version())
                .params(values(request)).update();
        if (moved == 0) {
            Versions.require(ifMatch, get(id, user).version());
        }
        jdbc.sql("delete from machine_rate where machine_id = :id").param("id", id).update();
        insertRates(id, request);
        return get(id, user);
    }

    private static void check(MachineRequest request, Violations problems) {
        problems.requireValue(request.name(), "name").requireValue(request.kind(), "kind");
        number(request.widthMeters(), MAX_WIDTH_METERS, "machine.width", "widthMeters", problems);
        number(request.roadKmh(), MAX_ROAD_KMH, "machine.speed", "roadKmh", problems);
        Double lon = request.depotLon();
        Double lat = request.depotLat();
        problems.requireValue(lon, "depotLon").requireValue(lat, "depotLat");
        problems.require(lon == null || Math.abs(lon) <= 180, "machine.place", "depotLon", String.valueOf(lon));
        problems.require(lat == null || Math.abs(lat) <= 90, "machine.place", "depotLat", String.valueOf(lat));
        List<Rate> rates = Objects.requireNonNullElse(request.rates(), List.of());
        problems.require(!rates.isEmpty(), "required", "rates");
        Set<Operation> seen = new HashSet<>();
        for (int i = 0; i < rates.size(); i++) {
            Operation operation = rates.get(i).operation();
            problems.requireValue(operation, "rates[" + i + "].operation");
            problems.require(operation == null || seen.add(operation), "machine.rate-twice",
                    "rates[" + i + "].operation", String.valueOf(operation));
            number(rates.get(i).muPerHour(), MAX_MU_PER_HOUR, "machine.rate", "rates[" + i + "].muPerHour", problems);
        }
        problems.throwIfAny();
    }

    private static void number(@Nullable Double value, double max, String code, String path, Violations problems) {
        problems.requireValue(value, path);
        problems.require(value == null || (value > 0 && value <= max), code, path, String.valueOf(value), max);
    }

    private static Map<String, @Nullable Object> values(MachineRequest request) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", Objects.requireNonNull(request.name()).strip());
        values.put("kind", Objects.requireNonNull(request.kind()).strip());
        values.put("plate", Objects.requireNonNullElse(request.plate(), ""));
        values.put("width", request.widthMeters());
        values.put("lon", request.depotLon());
        values.put("lat", request.depotLat());
        values.put("speed", request.roadKmh());
        values.put("service", Objects.requireNonNullElse(request.inService(), true));
        return values;
    }

    private void insertRates(UUID id, MachineRequest request) {
        template.batchUpdate("insert into machine_rate (machine_id, operation, mu_per_hour) values (?, ?, ?)",
                Objects.requireNonNull(request.rates()).stream().map(rate -> new Object[]{id,
                        Objects.requireNonNull(rate.operation()).name(), rate.muPerHour()}).toList());
    }

    Page<MachineView> list(@Nullable UUID providerId, @Nullable String cursor, @Nullable Integer limit) {
        List<Row> rows = jdbc.sql(COLUMNS + """
                where id > :after and (cast(:provider as uuid) is null or provider_id = :provider)
                order by id limit :rows""").param("after", Page.after(cursor)).param("provider", providerId)
                .param("rows", Page.rowsToRead(limit)).query(ROW).list();
        return Page.of(views(rows), limit, MachineView::id);
    }

    MachineView get(UUID id, CurrentUser user) {
        return views(rows(id)).stream()
                .filter(machine -> user.role() != Role.PROVIDER || user.isProvider(machine.providerId())).findFirst()
                .orElseThrow(() -> ProblemException.notFound("machine", id));
    }

    private List<Row> rows(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).list();
    }

    private List<MachineView> views(List<Row> rows) {
        Map<UUID, Map<Operation, Double>> rates = rates(rows.stream().map(Row::id).collect(Collectors.toSet()));
        return rows.stream()
                .map(row -> new MachineView(row.id(), row.providerId(), row.name(), row.kind(), row.plate(),
                        row.widthMeters(),
                        rates.getOrDefault(row.id(), Map.of()).entrySet().stream()
                                .map(rate -> new Rate(rate.getKey(), rate.getValue())).toList(),
                        row.depotLon(), row.depotLat(), row.roadKmh(), row.inService(), row.version()))
                .toList();
    }

    private Map<UUID, Map<Operation, Double>> rates(Collection<UUID> ids) {
        Map<UUID, Map<Operation, Double>> rates = new HashMap<>();
        jdbc.sql("select machine_id, operation, mu_per_hour from machine_rate where machine_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(row -> {
                    rates.computeIfAbsent(row.getObject(1, UUID.class), id -> new EnumMap<>(Operation.class))
                            .put(Operation.valueOf(row.getString(2)), row.getDouble(3));
                });
        return rates;
    }

    @Override
    public Machine getMachine(UUID id) {
        return machines(rows(id)).stream().findFirst().orElseThrow(() -> ProblemException.notFound("machine", id));
    }

    @Override
    public List<Machine> listMachinesOf(UUID providerId) {
        return machines(jdbc.sql(COLUMNS + "where provider_id = :provider order by id").param("provider", providerId)
                .query(ROW).list());
    }

    @Override
    public List<Machine> listMachinesFor(Operation operation) {
        return machines(jdbc.sql(COLUMNS + """
                where in_service and id in (select machine_id from machine_rate where operation = :operation)
                order by id""").param("operation", operation.name()).query(ROW).list());
    }

    @Override
    public List<Down> listDown(LocalDate from, LocalDate to) {
        return to.isBefore(from) ? List.of() : upkeeps.listDown(from, to);
    }

    private List<Machine> machines(List<Row> rows) {
        Map<UUID, Map<Operation, Double>> rates = rates(rows.stream().map(Row::id).collect(Collectors.toSet()));
        List<Machine> machines = new ArrayList<>();
        rows.forEach(row -> machines.add(new Machine(row.id(), row.providerId(), row.name(), row.kind(),
                row.widthMeters(), rates.getOrDefault(row.id(), Map.of()), row.depotLon(), row.depotLat(),
                row.roadKmh(), row.inService())));
        return machines;
    }
}
