package org.siji.platform.verification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.telemetry.ReceivedTrack;
import org.siji.platform.telemetry.TrackLog;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Somebody does not agree with a decision: the work is measured again over everything there is, and decided again by the rule. A
 * different result takes the old one's place, and its money is counter-posted; the same result leaves all as it was.
 */
@Component
class Appeals {

    enum Status {
        OPEN, CHANGED, UNCHANGED
    }

    /**
     * @param acceptanceId        the decision that is appealed against
     * @param outcomeAcceptanceId the new decision; null while open and where nothing changed
     */
    record Appeal(UUID id, UUID workOrderId, UUID contractId, String villageCode, int season, UUID providerId,
            UUID cultivatorId, UUID acceptanceId, String reason, List<UUID> trackIds, String filedBy,
            OffsetDateTime filedAt, Status status, @Nullable UUID outcomeAcceptanceId, @Nullable String closedBy,
            @Nullable OffsetDateTime closedAt) {

        /** What came of it; null while it is open. */
        public @Nullable Status getOutcome() {
            return status == Status.OPEN ? null : status;
        }
    }

    /** Counted from the decision. */
    private static final int APPEAL_WORKING_DAYS = 30;
    private static final String APPEAL = """
            select id, work_order_id, contract_id, village_code, season, provider_id, cultivator_id, acceptance_id, reason,
                   track_ids, filed_by, filed_at, status, outcome_acceptance_id, closed_by, closed_at
            from appeal""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Acceptances acceptances;
    private final Tracks tracks;
    private final Measuring measuring;
    private final Decisions decisions;
    private final WorkOrders workOrders;
    private final FieldRegister fields;
    private final WorkingDays workingDays;
    private final ApplicationEventPublisher events;

    Appeals(JdbcClient jdbc, Clock clock, Acceptances acceptances, Tracks tracks, Measuring measuring,
            Decisions decisions, WorkOrders workOrders, FieldRegister fields, WorkingDays workingDays,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.acceptances = acceptances;
        this.tracks = tracks;
        this.measuring = measuring;
        this.decisions = decisions;
        this.workOrders = workOrders;
        this.fields = fields;
        this.workingDays = workingDays;
        this.events = events;
    }

    /** @throws ProblemException 409 when the decision is too old to be appealed against */
    void requireInTime(WorkOrder order) {
        acceptances.findCurrent(order.id()).filter(current -> current.decision().isFinal()).ifPresent(current -> {
            LocalDate last = workingDays.plusWorkingDays(LocalDate.ofInstant(current.decidedAt(), WorkingDays.ZONE),
                    APPEAL_WORKING_DAYS);
            if (workingDays.today().isAfter(last)) {
                throw ProblemException.conflict("appeal.too-late", "workOrderId", APPEAL_WORKING_DAYS, last);
            }
        });
    }

    Appeal file(WorkOrder order, String reason, List<UUID> trackIds, String by) {
        Acceptance current = acceptances.findCurrent(order.id()).filter(acceptance -> acceptance.decision().isFinal())
                .orElseThrow(() -> ProblemException.conflict("appeal.undecided", "workOrderId", order.number()));
        for (UUID trackId : trackIds) {
            ReceivedTrack track = tracks.getTrack(trackId);
            if (!track.providerId().equals(order.providerId())) {
                throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "appeal.other-provider", "trackIds",
                        trackId);
            }
            track.logs().forEach(log -> tracks.assign(log.id(), order));
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into appeal (id, work_order_id, contract_id, village_code, season, provider_id, cultivator_id,
                    acceptance_id, reason, track_ids, filed_by, filed_at)
                values (:id, :order, :contract, :village, :season, :provider, :cultivator, :acceptance, :reason, :tracks, :by,
                    :at)""").param("id", id).param("order", order.id()).param("contract", order.contractId())
                .param("village", order.villageCode()).param("season", order.season())
                .param("provider", order.providerId()).param("cultivator", order.cultivatorId())
                .param("acceptance", current.id()).param("reason", reason)
                .param("tracks", trackIds.toArray(UUID[]::new)).param("by", by)
                .param("at", OffsetDateTime.now(clock)).update();
        events.publishEvent(new AppealFiled(id, order.villageCode(), order.season()));
        return getAppeal(id);
    }

    Appeal measure(Appeal appeal, Measuring.Settings settings, String by) {
        if (appeal.status() != Status.OPEN) {
            throw ProblemException.conflict("appeal.closed", "", appeal.status());
        }
        WorkOrder order = workOrders.getWorkOrder(appeal.workOrderId());
        List<UUID> logs = tracks.listLogsOfWorkOrder(order.id()).stream().map(TrackLog::id).toList();
        if (logs.isEmpty()) {
            throw ProblemException.conflict("appeal.no-track", "", order.number());
        }
        Measurement measured = measuring.measure(order, fields.getField(order.fieldId()), logs, settings, 0)
                .orElseThrow(() -> ProblemException.conflict("appeal.no-work", "", order.number()));
        measuring.store(measured);
        AcceptanceRule.Verdict verdict = decisions.judge(measured, decisions.ruleFor(measured));
        Acceptance old = acceptances.findCurrent(order.id()).orElseThrow();
        // That the ground is paid to another is news to who appeals, even if nothing is paid as before.
        boolean same = verdict.decision() == old.decision() && verdict.payable().equals(old.payable())
                && !verdict.reasonCode().equals(Decisions.GROUND_PAID);
        UUID outcome = same ? null : decisions.decide(measured).id();
        jdbc.sql("""
                update appeal set status = :status, outcome_acceptance_id = :outcome, closed_by = :by, closed_at = :at
                where id = :id and status = 'OPEN'""")
                .param("status", (same ? Status.UNCHANGED : Status.CHANGED).name()).param("outcome", outcome)
                .param("by", by).param("at", OffsetDateTime.now(clock)).param("id", appeal.id()).update();
        return getAppeal(appeal.id());
    }

    /** @throws ProblemException 404 if there is none */
    Appeal getAppeal(UUID id) {
        return jdbc.sql(APPEAL + " where id = :id").param("id", id).query(Appeals::read).optional()
                .orElseThrow(() -> ProblemException.notFound("appeal", id));
    }

    List<Appeal> listOfWorkOrder(UUID workOrderId) {
        return jdbc.sql(APPEAL + " where work_order_id = :id order by id").param("id", workOrderId)
                .query(Appeals::read).list();
    }

    /** @param providerId for a provider, who sees its own wherever they are; else null */
    List<Appeal> list(String regionPrefix, @Nullable UUID providerId, @Nullable Status status, UUID after, int rows) {
        return jdbc.sql(APPEAL + " " + """
                where id > :after and (cast(:status as text) is null or status = :status)
                and (provider_id = :provider or cast(:provider as uuid) is null and starts_with(village_code, :prefix))
                order by id limit :rows""").param("after", after).param("status", status == null ? null : status.name())
                .param("provider", providerId).param("prefix", regionPrefix).param("rows", rows).query(Appeals::read)
                .list();
    }

    private static Appeal read(ResultSet row, int number) throws SQLException {
        return new Appeal(row.getObject("id", UUID.class), row.getObject("work_order_id", UUID.class),
                row.getObject("contract_id", UUID.class), row.getString("village_code"), row.getInt("season"),
                row.getObject("provider_id", UUID.class), row.getObject("cultivator_id", UUID.class),
                row.getObject("acceptance_id", UUID.class), row.getString("reason"),
                List.of((UUID[]) row.getArray("track_ids").getArray()), row.getString("filed_by"),
                row.getObject("filed_at", OffsetDateTime.class), Status.valueOf(row.getString("status")),
                row.getObject("outcome_acceptance_id", UUID.class), row.getString("closed_by"),
                row.getObject("closed_at", OffsetDateTime.class));
    }
}
