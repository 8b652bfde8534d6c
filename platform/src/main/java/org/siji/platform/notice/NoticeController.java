package org.siji.platform.notice;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
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

import static java.util.Objects.requireNonNull;

/** Public notices: published by an office, read by all households of the village, who may object until the deadline. */
@RestController
@RequestMapping("/api/v1")
class NoticeController {

    private static final int DEFAULT_OBJECTION_DAYS = 7;
    private static final int MAX_OBJECTION_DAYS = 90;

    private final Notices notices;
    private final Bills bills;
    private final HouseholdRegister households;

    NoticeController(Notices notices, Bills bills, HouseholdRegister households) {
        this.notices = notices;
        this.bills = bills;
        this.households = households;
    }

    /** @param contractIds those to be shown; all settled ones of the village and season if absent */
    record NewNotice(@Nullable String villageCode, @Nullable Integer season, @Nullable List<UUID> contractIds,
            @Nullable Integer objectionDays) {}

    /** @param sheets the settlement sheets as they were published */
    record NoticeDetail(Notices.Notice notice, JsonNode sheets, List<Notices.Objection> objections) {}

    @PostMapping("/notices")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Notices.Notice publish(CurrentUser user, @RequestBody NewNotice request) {
        int days = request.objectionDays() == null ? DEFAULT_OBJECTION_DAYS : request.objectionDays();
        Violations.collect().requireValue(request.villageCode(), "villageCode")
                .requireValue(request.season(), "season").require(days >= 1 && days <= MAX_OBJECTION_DAYS,
                        "notice.days", "objectionDays", days, MAX_OBJECTION_DAYS)
                .throwIfAny();
        String village = requireNonNull(request.villageCode());
        int season = requireNonNull(request.season());
        user.requireVillage(village);
        List<UUID> contracts = request.contractIds() == null
                ? bills.listSettledContracts(village, season)
                : request.contractIds();
        if (contracts.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "notice.nothing-settled", "contractIds");
        }
        return notices.publish(village, season, contracts, days, user.username());
    }

    @GetMapping("/notices")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD})
    Page<Notices.Notice> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam @Nullable Integer season, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        String prefix = user.role() == Role.HOUSEHOLD ? villageOf(user) : user.narrowTo(village);
        return Page.of(notices.list(prefix, season, Page.after(cursor), Page.rowsToRead(limit)), limit,
                Notices.Notice::id);
    }

    @GetMapping("/notices/{id}")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD})
    NoticeDetail get(CurrentUser user, @PathVariable UUID id) {
        Notices.Notice notice = getVisible(user, id);
        return new NoticeDetail(notice, notices.getContent(id), notices.listObjections(id).stream()
                .filter(objection -> user.role() != Role.HOUSEHOLD || user.isHousehold(objection.householdId()))
                .toList());
    }

    record NewObjection(@Nullable String text, @Nullable UUID householdId) {}

    @PostMapping("/notices/{id}/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD})
    Notices.Objection object(CurrentUser user, @PathVariable UUID id, @RequestBody NewObjection request) {
        Notices.Notice notice = getVisible(user, id);
        UUID household = user.role() == Role.HOUSEHOLD ? user.householdId() : request.householdId();
        Violations.collect().requireValue(request.text(), "text").requireValue(household, "householdId").throwIfAny();
        UUID objector = requireNonNull(household);
        if (!households.getHousehold(objector).villageCode().equals(notice.villageCode())) {
            throw ProblemException.notFound("household", objector);
        }
        return notices.object(notice, objector, requireNonNull(request.text()), user.username());
    }

    record Answer(@Nullable String answer, Notices.@Nullable Outcome outcome) {}

    @PostMapping("/objections/{id}/answer")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Notices.Objection answer(CurrentUser user, @PathVariable UUID id, @RequestBody Answer request) {
        Notices.Objection objection = notices.findObjection(id)
                .orElseThrow(() -> ProblemException.notFound("objection", id));
        getVisible(user, objection.noticeId());
        Violations.collect().requireValue(request.answer(), "answer").requireValue(request.outcome(), "outcome")
                .throwIfAny();
        return notices.answer(objection, requireNonNull(request.answer()), requireNonNull(request.outcome()),
                user.username());
    }

    @PostMapping("/notices/{id}/close")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Notices.Notice close(CurrentUser user, @PathVariable UUID id) {
        return notices.close(getVisible(user, id), user.username());
    }

    private Notices.Notice getVisible(CurrentUser user, UUID id) {
        return notices.findNotice(id).filter(notice -> user.role() == Role.HOUSEHOLD
                ? notice.villageCode().equals(villageOf(user))
                : user.seesVillage(notice.villageCode())).orElseThrow(() -> ProblemException.notFound("notice", id));
    }

    private String villageOf(CurrentUser household) {
        UUID id = requireNonNull(household.householdId());
        return households.findHousehold(id).map(Household::villageCode)
                .orElseThrow(() -> ProblemException.notFound("household", id));
    }
}
