package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticeSubject.Decision;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.notice.NoticeDesk.Unpublished;
import org.siji.platform.notice.Notices.ContentKind;
import org.siji.platform.notice.Notices.Notice;
import org.siji.platform.notice.Objections.Objection;
import org.siji.platform.settlement.Bills;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Public notices: published by an office, read by the whole village, closed when the deadline is over and all is answered. */
@RestController
@RequestMapping("/api/v1/notices")
class NoticeController {

    private static final int VILLAGE_DIGITS = 12;

    private final Notices notices;
    private final NoticeDesk desk;
    private final NoticeAccess access;
    private final Objections objections;
    private final Bills bills;
    private final JsonMapper json;
    private final Sentences sentences;

    NoticeController(Notices notices, NoticeDesk desk, NoticeAccess access, Objections objections, Bills bills,
            JsonMapper json, Sentences sentences) {
        this.notices = notices;
        this.desk = desk;
        this.access = access;
        this.objections = objections;
        this.bills = bills;
        this.json = json;
        this.sentences = sentences;
    }

    /**
     * @param kind        SEASON_SETTLEMENT if absent
     * @param subjectId   what was decided; not for a settlement, nor for what the office writes itself
     * @param contractIds of a settlement: those to be shown; all settled ones of the village and season if absent
     * @param workingDays how long it stands; the county's rule if absent
     * @param written     for SURPLUS_LAND and OTHER
     */
    record NewNotice(@Nullable NoticeKind kind, @Nullable String subjectId, @Nullable String villageCode,
            @Nullable Integer season, @Nullable List<UUID> contractIds, @Nullable Integer workingDays,
            @Nullable WrittenPaper written) {

        NoticeKind kindOrSettlement() {
            return kind == null ? NoticeKind.SEASON_SETTLEMENT : kind;
        }
    }

    /**
     * @param sheets of a settlement: the sheets as they were published
     * @param paper  of everything else: what was published
     * @param text   the very text that the fingerprint is of
     */
    record NoticeDetail(Notice notice, @Nullable JsonNode sheets, @Nullable JsonNode paper, String text,
            List<Objection> objections) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Notice publish(CurrentUser user, @RequestBody NewNotice request) {
        NoticeKind kind = request.kindOrSettlement();
        if (kind != NoticeKind.SEASON_SETTLEMENT && !kind.isWritten()) {
            Violations.collect().requireValue(request.subjectId(), "subjectId").throwIfAny();
            String subject = requireNonNull(request.subjectId());
            Decision decision = desk.findDecision(kind, subject).filter(one -> user.seesVillage(one.villageCode()))
                    .orElseThrow(() -> ProblemException.notFound("decision", subject));
            return desk.publish(kind, decision, request.workingDays(), user.username());
        }
        Violations violations = Violations.collect().requireValue(request.villageCode(), "villageCode")
                .requireValue(request.season(), "season");
        WrittenPaper written = request.written();
        if (kind.isWritten()) {
            violations.requireValue(written, "written");
            if (written != null) {
                written.check(violations, "written");
            }
        }
        violations.throwIfAny();
        String village = requireNonNull(request.villageCode());
        int season = requireNonNull(request.season());
        user.requireVillage(village);
        return kind.isWritten()
                ? desk.publish(kind, village, season, requireNonNull(written).paper(
                        sentences.say(Locale.SIMPLIFIED_CHINESE, "notice.what"),
                        sentences.say(Locale.SIMPLIFIED_CHINESE, "notice.table")), request.workingDays(),
                        user.username())
                : publishSettlement(user, village, season, request);
    }

    private Notice publishSettlement(CurrentUser user, String village, int season, NewNotice request) {
        List<UUID> contracts = request.contractIds() == null
                ? bills.listSettledContracts(village, season)
                : request.contractIds();
        if (contracts.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "notice.nothing-settled", "contractIds");
        }
        return desk.publishSettlement(village, season, contracts, request.workingDays(), user.username());
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Page<Notice> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable NoticeKind kind,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) Notices.@Nullable State state,
            @RequestParam(defaultValue = "false") boolean open, @RequestParam(defaultValue = "false") boolean due,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(notices.list(new Notices.Search(access.villagePrefix(user, village), season, kind, subject,
                due ? Notices.State.DUE : state, open), Page.after(cursor), Page.rowsToRead(limit)), limit, Notice::id);
    }

    /** What is decided but hangs nowhere yet, of one village. */
    @GetMapping("/unpublished")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Unpublished> unpublished(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam int season) {
        String asked = user.narrowTo(village);
        Violations.collect().require(asked.length() == VILLAGE_DIGITS, "notice.village", "village").throwIfAny();
        return new Page<>(desk.listUnpublished(asked, season), null);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    NoticeDetail get(CurrentUser user, @PathVariable UUID id) {
        Notice notice = access.getVisible(user, id);
        String text = notices.getContent(id);
        JsonNode content = json.readTree(text);
        boolean sheets = notice.contentKind() == ContentKind.SHEETS;
        return new NoticeDetail(notice, sheets ? content : null, sheets ? null : content, text,
                objections.listObjections(id).stream()
                        .filter(objection -> user.role().isOffice()
                                || access.speaksFor(user, objection.householdId()))
                        .toList());
    }

    /** @param paper where the paper lies that was handed in; then {@code receivedOn} says when */
    record NewObjection(@Nullable String text, @Nullable UUID householdId, @Nullable String paper,
            @Nullable LocalDate receivedOn) {}

    /** A household for itself; its leader or an office for one without a phone, or from a paper. */
    @PostMapping("/{id}/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Objection object(CurrentUser user, @PathVariable UUID id, @RequestBody NewObjection request) {
        Notice notice = access.getVisible(user, id);
        UUID household = user.role() == HOUSEHOLD ? user.householdId() : request.householdId();
        boolean paper = user.role() != HOUSEHOLD && (request.paper() != null || request.receivedOn() != null);
        Violations.collect().requireValue(request.text(), "text").requireValue(household, "householdId")
                .requireValue(paper ? request.paper() : "-", "paper")
                .requireValue(paper ? request.receivedOn() : "-", "receivedOn").throwIfAny();
        UUID objector = requireNonNull(household);
        access.requireOfVillage(user, objector, notice.villageCode());
        Objections.Channel channel = paper ? Objections.Channel.PAPER : switch (user.role()) {
            case HOUSEHOLD -> Objections.Channel.HOUSEHOLD;
            case LEADER -> Objections.Channel.LEADER;
            default -> Objections.Channel.OFFICE;
        };
        return objections.object(notice, new Objections.Filing(objector, requireNonNull(request.text()).strip(),
                channel, paper ? request.paper() : null, paper ? request.receivedOn() : null), user.username());
    }

    /** @param stands whether what was decided holds; has to be reasoned where an objection was upheld */
    record Closing(@Nullable Boolean stands, @Nullable String conclusion) {}

    @PostMapping("/{id}/close")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Notice close(CurrentUser user, @PathVariable UUID id, @RequestBody(required = false) @Nullable Closing request) {
        return desk.close(access.getVisible(user, id), request == null ? null : request.stands(),
                request == null ? null : request.conclusion(), user.username());
    }

}
