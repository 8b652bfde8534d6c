package org.siji.platform.dispatch;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.PlanCost;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Providers;
import org.siji.platform.work.PlannableWork;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * The life of a plan: put up for the search, stopped, discarded, published. A plan always arranges all that waits for the provider,
 * whoever asks for it: a machine can't be in two villages at once. An office sees of it what concerns its own region.
 */
@Service
class DispatchService {

    static final int MAX_SECONDS = 600;
    private static final int MAX_DAYS = 92;
    private static final int DEFAULT_SECONDS = 10;
    private static final Set<PlanStatus> SEARCHED = EnumSet.of(PlanStatus.WAITING, PlanStatus.RUNNING);
    private static final Set<PlanStatus> DISCARDABLE = EnumSet.of(PlanStatus.WAITING, PlanStatus.RUNNING,
            PlanStatus.DRAFT, PlanStatus.FAILED);

    private final DispatchPlanStore plans;
    private final ProblemBuilder problems;
    private final PlannableWork work;
    private final Providers providers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DispatchService(DispatchPlanStore plans, ProblemBuilder problems, PlannableWork work, Providers providers,
            ApplicationEventPublisher events, Clock clock) {
        this.plans = plans;
        this.problems = problems;
        this.work = work;
        this.providers = providers;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param seconds    that the search may take
     * @param iterations after which it ends in any case: the same problem then gives the same plan, if the seconds suffice
     */
    record PlanRequest(@Nullable UUID providerId, @Nullable LocalDate from, @Nullable LocalDate to,
            @Nullable Integer seconds, @Nullable Long iterations) {}

    /** @return the new plan's id */
    UUID plan(PlanRequest request, CurrentUser user) {
        UUID providerId = request.providerId() == null ? user.providerId() : request.providerId();
        LocalDate from = request.from();
        LocalDate to = request.to();
        int seconds = Objects.requireNonNullElse(request.seconds(), DEFAULT_SECONDS);
        Violations wrong = Violations.collect().requireValue(providerId, "providerId").requireValue(from, "from")
                .requireValue(to, "to");
        if (from != null && to != null) {
            wrong.require(!to.isBefore(from), "dispatch.days-reversed", "to", from, to);
            wrong.require(ChronoUnit.DAYS.between(from, to) < MAX_DAYS, "dispatch.too-long", "to", MAX_DAYS);
        }
        requireSeconds(wrong, seconds);
        Long iterations = request.iterations();
        wrong.require(iterations == null || iterations > 0, "dispatch.iterations", "iterations");
        wrong.throwIfAny();
        UUID provider = Objects.requireNonNull(providerId);
        if (user.role() == Role.PROVIDER && !user.isProvider(provider)) {
            throw ProblemException.notFound("provider", provider);
        }
        providers.getProvider(provider);
        LocalDate first = Objects.requireNonNull(from);
        LocalDate last = Objects.requireNonNull(to);
        DispatchProblem problem = problems.build(provider, first, last);
        return putUp(new DispatchPlanStore.NewPlan(Ids.next(), provider, first, last, user.username(),
                OffsetDateTime.now(clock), seconds, iterations, null, problem, null, new PlanCost(0, 0, 0, 0, 0)));
    }

    static void requireSeconds(Violations wrong, int seconds) {
        wrong.require(seconds >= 1 && seconds <= MAX_SECONDS, "dispatch.seconds", "seconds", MAX_SECONDS);
    }

    /** It is searched for as soon as the transaction has ended. */
    UUID putUp(DispatchPlanStore.NewPlan plan) {
        plans.insert(plan);
        events.publishEvent(new DispatchPlanStore.Waiting(plan.id()));
        return plan.id();
    }

    /** @throws ProblemException 404 when the plan holds nothing that the user may see */
    DispatchPlanStore.Row get(UUID id, CurrentUser user) {
        return plans.find(id).filter(plan -> sees(user, plan))
                .orElseThrow(() -> ProblemException.notFound("dispatch-plan", id));
    }

    private boolean sees(CurrentUser user, DispatchPlanStore.Row plan) {
        return user.role().isOffice()
                ? plan.madeBy().equals(user.username()) || plans.touches(plan.id(), user.regionPrefix())
                : user.isProvider(plan.providerId());
    }

    List<DispatchPlanStore.Row> list(@Nullable UUID providerId, @Nullable PlanStatus status, CurrentUser user,
            @Nullable UUID before, int rows) {
        return plans.list(user.role() == Role.PROVIDER ? user.providerId() : providerId, status,
                PlanViews.prefix(user), before, rows);
    }

    /**
     * Holds the plan until the end of the transaction.
     *
     * @param version as the user has seen it
     * @throws ProblemException 404, 422 without a version, 409 when somebody else was quicker or its status doesn't allow it
     */
    DispatchPlanStore.Row hold(UUID id, @Nullable Long version, Set<PlanStatus> allowed, CurrentUser user) {
        get(id, user);
        Violations.collect().requireValue(version, "version").throwIfAny();
        DispatchPlanStore.Row plan = plans.lock(id).orElseThrow();
        requireStatus(plan, allowed);
        if (plan.version() != Objects.requireNonNull(version)) {
            throw ProblemException.conflict("dispatch.version", "version", version, plan.version());
        }
        return plan;
    }

    static void requireStatus(DispatchPlanStore.Row plan, Set<PlanStatus> allowed) {
        if (!allowed.contains(plan.status())) {
            throw ProblemException.conflict("dispatch.status", "", plan.status());
        }
    }

    /** The search ends with the best plan so far; at the next beat of its pulse. */
    DispatchPlanStore.Row stop(UUID id, CurrentUser user) {
        get(id, user);
        DispatchPlanStore.Row plan = plans.lock(id).orElseThrow();
        requireStatus(plan, SEARCHED);
        plans.wantStop(id);
        return plan;
    }

    DispatchPlanStore.Row discard(UUID id, @Nullable Long version, CurrentUser user) {
        hold(id, version, DISCARDABLE, user);
        plans.setStatus(id, PlanStatus.DISCARDED);
        return plans.find(id).orElseThrow();
    }

    /** The orders get their machine and day. */
    void publish(UUID id, @Nullable Long version, CurrentUser user) {
        DispatchPlanStore.Row plan = hold(id, version, EnumSet.of(PlanStatus.DRAFT), user);
        PlanContent content = plans.getContent(id);
        work.publish(id, plan.providerId(), plan.recordedAt(), plan.firstDay(), plan.lastDay(),
                PlanViews.plannedStops(plan.firstDay(), content), content.found().undone().stream()
                        .map(one -> UUID.fromString(one.orderId())).collect(Collectors.toSet()));
        plans.publish(plan, OffsetDateTime.now(clock));
    }
}
