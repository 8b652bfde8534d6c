package org.siji.platform.cab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.api.Violations;
import org.siji.platform.cab.CabController.StepRequest;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.fleet.Operators;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes steps exactly once and remembers each with its answer. */
@Component
class Steps {

    private static final int MAX_NOTE_LENGTH = 500;
    private static final int MAX_CLOCK_LENGTH = 64;

    private final StepStore steps;
    private final WorkOrders orders;
    private final Operators operators;
    private final Fleet fleet;
    private final Sentences sentences;
    private final Clock clock;
    private final TransactionTemplate alone;

    Steps(StepStore steps, WorkOrders orders, Operators operators, Fleet fleet, Sentences sentences, Clock clock,
            PlatformTransactionManager transactions) {
        this.steps = steps;
        this.orders = orders;
        this.operators = operators;
        this.fleet = fleet;
        this.sentences = sentences;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
    }

    /**
     * What the phone hears of one step.
     *
     * @param kept     null when it could not be remembered under its id: {@code problems} say why
     * @param repeated it had been taken before, and this is the answer of then
     */
    record Taken(@Nullable String id, @Nullable Step kept, boolean repeated, List<Violation> problems) {}

    /** Why a step doesn't count. */
    private record Obstacle(Step.Answer answer, String code, Object[] args) {

        static Obstacle conflict(String code, Object... args) {
            return new Obstacle(Step.Answer.CONFLICT, code, args);
        }

        static Obstacle refusal(String code, Object... args) {
            return new Obstacle(Step.Answer.REFUSED, code, args);
        }
    }

    /** @param sentAt what the phone's clock showed when it sent */
    Taken take(CurrentUser user, StepRequest request, @Nullable String sentAt) {
        UUID id = Ids.read(request.id());
        UUID order = Ids.read(request.orderId());
        Step.Kind kind = named(Step.Kind.values(), request.kind());
        Step.Problem problem = named(Step.Problem.values(), request.problem());
        Violations wrong = Violations.collect().require(id != null, "cab.id", "id")
                .require(order != null, "cab.order", "orderId")
                .require(kind != null, "cab.kind", "kind", String.valueOf(request.kind()))
                .require(kind != Step.Kind.PROBLEM || problem != null, "cab.problem", "problem",
                        String.valueOf(request.problem()));
        if (id == null || order == null || kind == null || wrong.any()) {
            return new Taken(request.id(), null, false, wrong.list());
        }
        return Objects.requireNonNull(alone.execute(status -> {
            steps.holdId(id);
            Step arrived = arrived(user, id, order, kind, kind == Step.Kind.PROBLEM ? problem : null, request, sentAt);
            Optional<Step> there = steps.find(id);
            if (there.isEmpty()) {
                steps.insert(arrived);
                return new Taken(id.toString(), arrived, false, List.of());
            }
            if (there.get().userId().equals(user.id()) && there.get().bodyHash().equals(arrived.bodyHash())) {
                return new Taken(id.toString(), there.get(), true, List.of());
            }
            steps.keepOther(id, user.id(), words(order, kind, arrived.problem(), arrived.lon(), arrived.lat(),
                    arrived.phoneClock(), arrived.note()), arrived.bodyHash(), arrived.receivedAt());
            return new Taken(id.toString(), null, false, List.of(Violation.of("cab.id-taken", "id")));
        }));
    }

    private Step arrived(CurrentUser user, UUID id, UUID orderId, Step.Kind kind, Step.@Nullable Problem problem,
            StepRequest request, @Nullable String sentAt) {
        // As exactly as the database keeps it: the answer is the same the second time.
        OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
        PhoneTime time = PhoneTime.of(request.at(), sentAt, now);
        String note = text(request.note(), Integer.MAX_VALUE);
        boolean isPlace = request.lon() != null && request.lat() != null && Math.abs(request.lon()) <= 180
                && Math.abs(request.lat()) <= 90;
        Double lon = isPlace ? request.lon() : null;
        Double lat = isPlace ? request.lat() : null;
        String said = request.at() == null ? null : text(request.at(), MAX_CLOCK_LENGTH);
        Obstacle obstacle = findObstacle(user, orderId, kind, note).orElse(null);
        return new Step(id, orderId, user.id(), user.displayName(), Objects.requireNonNull(user.providerId()),
                request.seq(), kind, problem, note, lon, lat, said, time.clock(), time.offSeconds(), time.countedAt(),
                now, hash(words(orderId, kind, problem, lon, lat, said, note)),
                obstacle == null ? Step.Answer.DONE : obstacle.answer(),
                obstacle == null
                        ? null
                        : new Step.Trouble(obstacle.code(), sentences.say(obstacle.code(), obstacle.args())));
    }

    /** What nobody can count. An order of somebody else is answered like one that is not there. */
    private Optional<Obstacle> findObstacle(CurrentUser user, UUID orderId, Step.Kind kind, String note) {
        if (note.length() > MAX_NOTE_LENGTH) {
            return Optional.of(Obstacle.refusal("cab.note-long", MAX_NOTE_LENGTH));
        }
        WorkOrder order = orders.mapWorkOrders(List.of(orderId)).get(orderId);
        if (order == null || !order.providerId().equals(user.providerId())) {
            return Optional.of(Obstacle.refusal("cab.order-unknown"));
        }
        if (kind == Step.Kind.INSIST) {
            return steps.listOf(List.of(orderId)).stream()
                    .anyMatch(step -> step.userId().equals(user.id()) && step.answer() == Step.Answer.CONFLICT)
                            ? Optional.empty()
                            : Optional.of(Obstacle.refusal("cab.nothing-to-insist", order.number()));
        }
        if (order.status() == WorkOrderStatus.CANCELLED) {
            return Optional.of(Obstacle.conflict("cab.cancelled", order.number()));
        }
        UUID machine = order.plannedMachineId();
        if (order.status() == WorkOrderStatus.REFUSED_BY_PROVIDER || machine == null) {
            return Optional.of(Obstacle.conflict("cab.unplanned", order.number()));
        }
        boolean own = operators.listMachinesDrivenBy(user.id()).stream().map(Machine::id).anyMatch(machine::equals);
        return own
                ? Optional.empty()
                : Optional.of(Obstacle.conflict("cab.other-machine", order.number(),
                        fleet.getMachine(machine).name()));
    }

    /** What was said, without what the server has found out: the same each time that it is sent. */
    private static String words(@Nullable Object... said) {
        return Stream.of(said).map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private static String text(@Nullable String said, int most) {
        String text = said == null ? "" : said.replace('\0', ' ').strip();
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static <E extends Enum<E>> @Nullable E named(E[] values, @Nullable String name) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return null;
    }

    private static String hash(String words) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
