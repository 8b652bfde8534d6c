package org.siji.platform.cab;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.cab.CabDays.CabView;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.work.WorkOrders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.OPERATOR;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The operator's phone: what is to be worked, and what he says of it. */
@RestController
@RequestMapping("/api/v1/cab")
class CabController {

    private static final int MAX_BATCH = 200;

    private final CabDays days;
    private final Steps taking;
    private final StepStore steps;
    private final WorkOrders orders;
    private final Sentences sentences;
    private final Clock clock;

    CabController(CabDays days, Steps taking, StepStore steps, WorkOrders orders, Sentences sentences, Clock clock) {
        this.days = days;
        this.taking = taking;
        this.steps = steps;
        this.orders = orders;
        this.sentences = sentences;
        this.clock = clock;
    }

    /**
     * @param id      made on the phone; text, so that a broken one spoils no other step of the batch
     * @param seq     the phone's own count
     * @param at      by the phone's clock, whatever it says
     * @param lon     and {@code lat}: where the phone was, degrees; one that can't be is left out
     * @param problem what is wrong, with kind PROBLEM
     */
    record StepRequest(@Nullable String id, @Nullable Long seq, @Nullable String orderId, @Nullable String kind,
            @Nullable String at, @Nullable Double lon, @Nullable Double lat, @Nullable String problem,
            @Nullable String note) {}

    /** @param sentAt what the phone's clock shows while it sends: by that its other times are corrected */
    record BatchRequest(@Nullable String sentAt, @Nullable List<StepRequest> steps) {}

    record Problem(String code, String path, String message) {}

    /** @param receivedAt null when the step could not be kept under its id */
    record TakenView(@Nullable String id, Step.Answer answer, boolean repeated, List<Problem> problems,
            @Nullable OffsetDateTime receivedAt, Step.@Nullable Clock clock, @Nullable Long clockOffSeconds) {}

    record BatchView(OffsetDateTime asOf, List<TakenView> steps) {}

    /**
     * @param at         the time that counts
     * @param phoneClock what the phone took it for
     * @param problems   why it doesn't count; empty if it does
     */
    record StepView(UUID id, Step.Kind kind, Step.@Nullable Problem problem, String note, String operatorName,
            OffsetDateTime at, @Nullable String phoneClock, Step.Clock clock, @Nullable Long clockOffSeconds,
            OffsetDateTime receivedAt, @Nullable Double lon, @Nullable Double lat, Step.Answer answer,
            List<Problem> problems) {}

    record StepList(List<StepView> items) {}

    /** @param day with which it begins, today unless it says otherwise */
    @Allowed(OPERATOR)
    @GetMapping
    CabView get(CurrentUser user, @RequestParam(required = false) @Nullable LocalDate day) {
        return days.get(user, day);
    }

    /** The answers stand in the order of the steps. */
    @Allowed(OPERATOR)
    @PostMapping("/steps")
    BatchView take(CurrentUser user, @RequestBody BatchRequest request) {
        Violations problems = Violations.collect().requireValue(request.steps(), "steps");
        List<StepRequest> sent = request.steps() == null ? List.of() : request.steps();
        problems.require(sent.size() <= MAX_BATCH, "cab.too-many", "steps", MAX_BATCH)
                .require(sent.stream().allMatch(one -> one != null), "required", "steps").throwIfAny();
        TakenView[] answers = new TakenView[sent.size()];
        IntStream.range(0, sent.size()).boxed()
                .sorted(Comparator.comparing(index -> sent.get(index).seq(),
                        Comparator.nullsLast(Comparator.naturalOrder())))
                .forEach(index -> answers[index] = view(taking.take(user, sent.get(index), request.sentAt())));
        return new BatchView(OffsetDateTime.now(clock), List.of(answers));
    }

    /** All that was reported of an order, in the order in which it happened; also what doesn't count. */
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    @GetMapping("/steps")
    StepList list(CurrentUser user, @RequestParam UUID order) {
        if (orders.mapWorkOrders(List.of(order)).values().stream()
                .noneMatch(one -> user.seesVillage(one.villageCode()) || user.isProvider(one.providerId()))) {
            throw ProblemException.notFound("work-order", order);
        }
        return new StepList(steps.listOf(List.of(order)).stream().map(CabController::view).toList());
    }

    private TakenView view(Steps.Taken taken) {
        Step kept = taken.kept();
        if (kept == null) {
            return new TakenView(taken.id(), Step.Answer.REFUSED, false, taken.problems().stream()
                    .map(one -> new Problem(one.code(), one.path(), sentences.say(one))).toList(), null, null, null);
        }
        return new TakenView(taken.id(), kept.answer(), taken.repeated(), problems(kept), kept.receivedAt(),
                kept.clock(), kept.clockOffSeconds());
    }

    private static StepView view(Step step) {
        return new StepView(step.id(), step.kind(), step.problem(), step.note(), step.operatorName(),
                step.countedAt(), step.phoneClock(), step.clock(), step.clockOffSeconds(), step.receivedAt(),
                step.lon(), step.lat(), step.answer(), problems(step));
    }

    private static List<Problem> problems(Step step) {
        Step.Trouble trouble = step.trouble();
        return trouble == null ? List.of() : List.of(new Problem(trouble.code(), "", trouble.message()));
    }
}
