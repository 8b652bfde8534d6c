package org.siji.platform.supervision;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.RaisedDisputes;
import org.siji.platform.dispute.Side;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.supervision.Report.Kind;
import org.siji.platform.supervision.Report.ReportStatus;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Reports from the phone: said in a minute, answered with a sentence by the village, and seen by who said it. */
@RestController
@RequestMapping("/api/v1/reports")
class ReportController {

    private static final int LONGEST_WORDS = 2000;

    private final Reports reports;
    private final ReportSubjects subjects;
    private final RaisedDisputes disputes;
    private final WorkingDays days;
    private final Clock clock;

    ReportController(Reports reports, ReportSubjects subjects, RaisedDisputes disputes, WorkingDays days,
            Clock clock) {
        this.reports = reports;
        this.subjects = subjects;
        this.disputes = disputes;
        this.days = days;
        this.clock = clock;
    }

    /**
     * @param workingDaysLeft until the last day for an answer, negative when it has passed; null when nothing is awaited
     * @param mayAnswer       whether the asker is who answers
     * @param mine            whether the asker said it
     */
    record View(Report report, @Nullable Integer workingDaysLeft, boolean mayAnswer, boolean mine) {}

    /** @param id made by the phone, so that a report sent twice is kept once; @param villageCode only without another subject */
    record NewReport(@Nullable UUID id, @Nullable Kind kind, @Nullable String words, @Nullable UUID workOrderId,
            @Nullable UUID contractId, @Nullable UUID fieldId, @Nullable String villageCode, @Nullable Double lon,
            @Nullable Double lat) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    View add(CurrentUser user, @RequestBody NewReport request) {
        UUID id = request.id() == null ? Ids.next() : request.id();
        Report before = reports.find(id).orElse(null);
        if (before != null) {
            if (!before.reporterId().equals(user.id())) {
                throw ProblemException.conflict("report.id-taken", "id");
            }
            return view(user, before);
        }
        String words = requireNonNullElse(request.words(), "").strip();
        Double lon = request.lon();
        Double lat = request.lat();
        Violations.collect().requireValue(request.kind(), "kind")
                .require(request.kind() != Kind.OTHER || !words.isEmpty(), "report.words", "words")
                .require(words.length() <= LONGEST_WORDS, "report.long", "words", words.length(), LONGEST_WORDS)
                .require((lon == null) == (lat == null) && (lon == null || Math.abs(lon) <= 180)
                        && (lat == null || Math.abs(lat) <= 90), "evidence.place", "lon")
                .throwIfAny();
        ReportSubjects.Subject subject = subjects.subjectOf(user, request.workOrderId(), request.contractId(),
                request.fieldId(), request.villageCode());
        reports.insert(new Report(id, subject.villageCode(), subject.season(), requireNonNull(request.kind()), words,
                subject.workOrderId(), subject.contractId(), subject.fieldId(), subject.name(), subject.cultivatorId(),
                subject.householdId(), lon, lat, user.id(), user.role(), user.username(), OffsetDateTime.now(clock),
                days.plusWorkingDays(days.today(), reports.term("REPORT")), ReportStatus.OPEN, null, null, null, null));
        return get(user, id);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<View> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam @Nullable ReportStatus status, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        String prefix = user.role().isOffice() ? user.narrowTo(village) : "-";
        Page<Report> page = Page.of(
                reports.list(user, prefix, status, Page.after(cursor), Page.rowsToRead(limit)), limit, Report::id);
        return new Page<>(page.items().stream().map(report -> view(user, report)).toList(), page.next());
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    View get(CurrentUser user, @PathVariable UUID id) {
        return view(user, reports.getVisible(user, id));
    }

    record Answer(@Nullable String text) {}

    /** By the village; the offices above it may, when it does not. */
    @PostMapping("/{id}/answer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    View answer(CurrentUser user, @PathVariable UUID id, @RequestBody Answer request) {
        reports.getVisible(user, id);
        Violations.collect().requireValue(request.text(), "text").throwIfAny();
        reports.answer(id, requireNonNull(request.text()).strip(), user.username());
        return get(user, id);
    }

    /** @param side on whose behalf a clerk goes on */
    record NewDispute(@Nullable Side side, @Nullable Side against, @Nullable String claim) {}

    /** What an answer does not end goes on as a dispute over the work order or contract. */
    @PostMapping("/{id}/dispute")
    @Allowed({VILLAGE, PROVIDER, HOUSEHOLD})
    View dispute(CurrentUser user, @PathVariable UUID id, @RequestBody NewDispute request) {
        reports.getVisible(user, id);
        Report report = reports.holdUndisputed(id);
        UUID contract = report.contractId();
        if (contract == null) {
            throw ProblemException.conflict("report.no-contract", "");
        }
        String claim = request.claim() == null || request.claim().isBlank() ? report.words() : request.claim();
        Violations.collect().requireValue(request.against(), "against").requireValue(claim, "claim").throwIfAny();
        reports.dispute(id, disputes.raise(user, new RaisedDisputes.Claim(report.workOrderId(), contract,
                report.cultivatorId(), request.side(), requireNonNull(request.against()), claim)));
        return get(user, id);
    }

    private View view(CurrentUser user, Report report) {
        boolean open = report.status() == ReportStatus.OPEN;
        return new View(report, open ? days.countAfter(days.today(), report.dueOn()) : null,
                open && user.seesVillage(report.villageCode()), user.id().equals(report.reporterId()));
    }
}
