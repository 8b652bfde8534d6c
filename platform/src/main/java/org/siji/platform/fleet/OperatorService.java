package org.siji.platform.fleet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.OperatorController.Opened;
import org.siji.platform.fleet.OperatorController.OperatorRequest;
import org.siji.platform.fleet.OperatorController.OperatorView;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.OperatorAccounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who drives which machine. */
@Service
class OperatorService implements Operators {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MAX_NAME_LENGTH = 40;

    private final JdbcClient jdbc;
    private final Fleet fleet;
    private final OperatorAccounts accounts;
    private final Clock clock;

    OperatorService(JdbcClient jdbc, Fleet fleet, OperatorAccounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.fleet = fleet;
        this.accounts = accounts;
        this.clock = clock;
    }

    private record Row(UUID id, String name, String username, OffsetDateTime recordedAt, @Nullable LocalDate endedOn) {}

    Opened open(OperatorRequest request, CurrentUser user) {
        Violations problems = Violations.collect().requireValue(request.name(), "name");
        String name = request.name() == null ? "" : request.name().strip();
        problems.require(name.length() <= MAX_NAME_LENGTH, "operator.name", "name", MAX_NAME_LENGTH);
        OperatorAccounts.check(request.username(), problems);
        Set<UUID> machines = check(request.machineIds(), user, problems);
        problems.throwIfAny();
        OperatorAccounts.Opened opened = accounts.open(Objects.requireNonNull(request.username()), name, user);
        jdbc.sql("""
                insert into machine_operator (user_id, provider_id, name, recorded_by, recorded_at)
                values (:id, :provider, :name, :by, :now)""").param("id", opened.id())
                .param("provider", user.providerId()).param("name", name).param("by", user.username())
                .param("now", OffsetDateTime.now(clock)).update();
        setMachines(opened.id(), machines);
        return answer(opened);
    }

    private Set<UUID> check(@Nullable List<UUID> machineIds, CurrentUser user, Violations problems) {
        Set<UUID> own = fleet.listMachinesOf(Objects.requireNonNull(user.providerId())).stream().map(Machine::id)
                .collect(Collectors.toSet());
        List<UUID> asked = Objects.requireNonNullElse(machineIds, List.of());
        for (int i = 0; i < asked.size(); i++) {
            problems.require(own.contains(asked.get(i)), "operator.machine", "machineIds[" + i + "]");
        }
        return new HashSet<>(asked);
    }

    private void setMachines(UUID id, Collection<UUID> machines) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
                update machine_driver set until = :now
                where user_id = :id and until is null and machine_id <> all(:machines)""").param("now", now)
                .param("id", id).param("machines", machines.toArray(UUID[]::new)).update();
        jdbc.sql("""
                insert into machine_driver (user_id, machine_id, since)
                select :id, one, :now from unnest(:machines) as one
                on conflict (user_id, machine_id) where until is null do nothing""").param("id", id)
                .param("now", now).param("machines", machines.toArray(UUID[]::new)).update();
    }

    List<OperatorView> list(CurrentUser user, UUID after, int rows) {
        List<Row> found = jdbc.sql("""
                select o.user_id as id, o.name, u.username, o.recorded_at, o.ended_on
                from machine_operator o join app_user u on u.id = o.user_id
                where o.provider_id = :provider and o.user_id > :after order by o.user_id limit :rows""")
                .param("provider", user.providerId()).param("after", after).param("rows", rows).query(Row.class)
                .list();
        return views(found);
    }

    OperatorView get(UUID id, CurrentUser user) {
        List<Row> found = jdbc.sql("""
                select o.user_id as id, o.name, u.username, o.recorded_at, o.ended_on
                from machine_operator o join app_user u on u.id = o.user_id
                where o.provider_id = :provider and o.user_id = :id""").param("provider", user.providerId())
                .param("id", id).query(Row.class).list();
        return views(found).stream().findFirst().orElseThrow(() -> ProblemException.notFound("operator", id));
    }

    private List<OperatorView> views(List<Row> rows) {
        Map<UUID, List<UUID>> machines = new HashMap<>();
        jdbc.sql("""
                select user_id, machine_id from machine_driver where until is null and user_id = any(:ids)
                order by machine_id""").param("ids", rows.stream().map(Row::id).toArray(UUID[]::new)).query(row -> {
            machines.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                    .add(row.getObject(2, UUID.class));
        });
        return rows.stream().map(row -> new OperatorView(row.id(), row.name(), row.username(),
                machines.getOrDefault(row.id(), List.of()), row.recordedAt(), row.endedOn())).toList();
    }

    OperatorView giveMachines(UUID id, @Nullable List<UUID> machineIds, CurrentUser user) {
        requireEmployed(id, user);
        Violations problems = Violations.collect().requireValue(machineIds, "machineIds");
        Set<UUID> machines = check(machineIds, user, problems);
        problems.throwIfAny();
        setMachines(id, machines);
        return get(id, user);
    }

    Opened renewPassword(UUID id, CurrentUser user) {
        requireEmployed(id, user);
        return answer(accounts.renewPassword(id, user));
    }

    OperatorView end(UUID id, CurrentUser user) {
        requireEmployed(id, user);
        accounts.close(id, user);
        setMachines(id, List.of());
        jdbc.sql("update machine_operator set ended_on = :day, ended_by = :by where user_id = :id")
                .param("day", LocalDate.now(clock.withZone(FARM_ZONE))).param("by", user.username()).param("id", id)
                .update();
        return get(id, user);
    }

    private void requireEmployed(UUID id, CurrentUser user) {
        if (get(id, user).endedOn() != null) {
            throw ProblemException.conflict("operator.ended", "");
        }
    }

    private static Opened answer(OperatorAccounts.Opened opened) {
        return new Opened(opened.id(), opened.username(), opened.oneTimePassword());
    }

    @Override
    public List<Machine> listMachinesDrivenBy(UUID userId) {
        return jdbc.sql("select machine_id from machine_driver where user_id = :id and until is null")
                .param("id", userId).query(UUID.class).list().stream().map(fleet::getMachine)
                .sorted(Comparator.comparing(Machine::name)).toList();
    }
}
