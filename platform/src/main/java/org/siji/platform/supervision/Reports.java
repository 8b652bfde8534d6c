package org.siji.platform.supervision;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.supervision.Report.ReportStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports in the database, and what may become of them. */
@Component
class Reports {

    private static final String COLUMNS = """
            select id, village_code, season, kind, words, work_order_id, contract_id, field_id, subject_name, cultivator_id,
                   household_id, lon, lat, reporter_id, reporter_role, reported_by, reported_at, due_on, status, answer,
                   answered_by, answered_at, dispute_id
            from trouble_report
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkingDays days;

    Reports(JdbcClient jdbc, Clock clock, WorkingDays days) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.days = days;
    }

    /** Working days that an answer or an inspection has. */
    int term(String name) {
        return jdbc.sql("select working_days from supervision_term where name = :name").param("name", name)
                .query(Integer.class).single();
    }

    void insert(Report report) {
        jdbc.sql("""
                insert into trouble_report (id, village_code, season, kind, words, work_order_id, contract_id, field_id,
                    subject_name, cultivator_id, household_id, lon, lat, reporter_id, reporter_role, reported_by,
                    reported_at, due_on)
                values (:id, :village, :season, :kind, :words, :order, :contract, :field, :subject, :cultivator, :household,
                    :lon, :lat, :reporter, :role, :by, :at, :due)""").param("id", report.id())
                .param("village", report.villageCode()).param("season", report.season())
                .param("kind", report.kind().name()).param("words", report.words())
                .param("order", report.workOrderId(), Types.OTHER).param("contract", report.contractId(), Types.OTHER)
                .param("field", report.fieldId(), Types.OTHER).param("subject", report.subjectName())
                .param("cultivator", report.cultivatorId(), Types.OTHER)
                .param("household", report.householdId(), Types.OTHER).param("lon", report.lon(), Types.DOUBLE)
                .param("lat", report.lat(), Types.DOUBLE).param("reporter", report.reporterId())
                .param("role", report.reporterRole().name()).param("by", report.reportedBy())
                .param("at", report.reportedAt()).param("due", report.dueOn()).update();
    }

    Optional<Report> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(Report.class).optional();
    }

    /** Whoever said it, whose land it is about, and the offices of the village; not whom it is about. */
    static boolean sees(CurrentUser user, Report report) {
        return user.id().equals(report.reporterId()) || user.seesVillage(report.villageCode())
                || user.isHousehold(report.householdId());
    }

    /** @throws ProblemException 404 unless the user may see it */
    Report getVisible(CurrentUser user, UUID id) {
        return find(id).filter(report -> sees(user, report)).orElseThrow(() -> ProblemException.notFound("report", id));
    }

    List<Report> list(CurrentUser user, String prefix, @Nullable ReportStatus status, UUID after, int rows) {
        String who = user.role().isOffice()
                ? "starts_with(village_code, :prefix)"
                : "(reporter_id = :me or household_id = :household)";
        return jdbc.sql(COLUMNS + "where id > :after and " + who
                + " and (cast(:status as text) is null or status = :status) order by id limit :rows")
                .param("after", after).param("prefix", prefix).param("me", user.id())
                .param("household", user.householdId(), Types.OTHER)
                .param("status", status == null ? null : status.name()).param("rows", rows).query(Report.class).list();
    }

    /** The report as it is until the end of the transaction, still without an answer. */
    Report holdOpen(UUID id) {
        Report report = jdbc.sql(COLUMNS + "where id = :id for update").param("id", id).query(Report.class).single();
        if (report.status() != ReportStatus.OPEN) {
            throw ProblemException.conflict("report.over", "", report.status());
        }
        return report;
    }

    void answer(UUID id, String answer, String by) {
        holdOpen(id);
        jdbc.sql("""
                update trouble_report set status = 'ANSWERED', answer = :answer, answered_by = :by, answered_at = :at
                where id = :id""").param("answer", answer).param("by", by).param("at", OffsetDateTime.now(clock))
                .param("id", id).update();
    }

    /** An answer does not keep anybody from going on with a dispute; a dispute does. */
    Report holdUndisputed(UUID id) {
        Report report = jdbc.sql(COLUMNS + "where id = :id for update").param("id", id).query(Report.class).single();
        if (report.status() == ReportStatus.DISPUTED) {
            throw ProblemException.conflict("report.over", "", report.status());
        }
        return report;
    }

    void dispute(UUID id, UUID disputeId) {
        jdbc.sql("update trouble_report set status = 'DISPUTED', dispute_id = :dispute where id = :id")
                .param("dispute", disputeId).param("id", id).update();
    }

    List<Report> listOfContract(UUID contractId) {
        return jdbc.sql(COLUMNS + "where contract_id = :id order by id").param("id", contractId).query(Report.class)
                .list();
    }

    /** @param count reports on a contract without an answer in time; @param since their earliest last day */
    record LateReports(UUID contractId, long count, LocalDate since) {}

    List<LateReports> listLate(String prefix, int season) {
        return jdbc.sql("""
                select contract_id, count(*) as count, min(due_on) as since from trouble_report
                where status = 'OPEN' and season = :season and starts_with(village_code, :prefix) and due_on < :today
                    and contract_id is not null
                group by contract_id""").param("season", season).param("prefix", prefix).param("today", days.today())
                .query(LateReports.class).list();
    }

    /** @param all that wait for an answer; @param late of these, past their last day */
    record Open(long all, long late) {}

    Open countOpen(int season, String prefix) {
        return jdbc.sql("""
                select count(*) as all, count(*) filter (where due_on < :today) as late from trouble_report
                where status = 'OPEN' and season = :season and starts_with(village_code, :prefix)""")
                .param("today", days.today()).param("season", season).param("prefix", prefix)
                .query((row, n) -> new Open(row.getLong(1), row.getLong(2))).single();
    }
}
