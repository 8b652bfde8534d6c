package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.Side;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.inspection.Checklist.Item;
import org.siji.platform.inspection.Checklist.Kind;
import org.siji.platform.inspection.Findings.Finding;
import org.siji.platform.inspection.Findings.Value;
import org.siji.platform.inspection.Inspection.InspectionStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Inspections in the field: assigned, done on the phone with photo, place and values, and what follows from a failed one. */
@RestController
@RequestMapping("/api/v1/inspections")
class InspectionController {

    private static final int LONGEST_NOTE = 2000;
    private static final BigDecimal LARGEST = new BigDecimal("1e9");

    private final InspectionStore inspections;
    private final Checklists checklists;
    private final Drawing drawing;
    private final FieldDistance distance;
    private final FollowUps followUps;
    private final Evidences evidences;
    private final WorkingDays days;

    InspectionController(InspectionStore inspections, Checklists checklists, Drawing drawing, FieldDistance distance,
            FollowUps followUps, Evidences evidences, WorkingDays days) {
        this.inspections = inspections;
        this.checklists = checklists;
        this.drawing = drawing;
        this.distance = distance;
        this.followUps = followUps;
        this.evidences = evidences;
        this.days = days;
    }

    /**
     * @param lateDays  in calendar days, of one that is still to be done
     * @param mayDo     whether the asker inspects it
     * @param mayDecide whether the asker may say what follows
     */
    record Line(UUID id, Inspection inspection, long lateDays, boolean mayDo, boolean mayDecide) {}

    /** @param findings empty until it is done */
    record Detail(Line line, Checklist checklist, List<Finding> findings) {}

    /** Offices of the village, who inspects it, whose work it is, and whose land. */
    static boolean sees(CurrentUser user, Inspection one) {
        return user.seesVillage(one.villageCode()) || isInspector(user, one) || user.isProvider(one.providerId())
                || user.isHousehold(one.householdId());
    }

    static boolean inspects(CurrentUser user, Inspection one) {
        return user.seesVillage(one.villageCode()) || isInspector(user, one);
    }

    private static boolean isInspector(CurrentUser user, Inspection one) {
        return user.role() == Role.LEADER && user.id().equals(one.inspectorId());
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<Line> list(CurrentUser user, @RequestParam @Nullable String village, @RequestParam @Nullable UUID plan,
            @RequestParam @Nullable UUID workOrder, @RequestParam @Nullable InspectionStatus status,
            @RequestParam @Nullable Boolean passed, @RequestParam @Nullable Boolean mine,
            @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        boolean own = user.role() == Role.LEADER || Boolean.TRUE.equals(mine);
        InspectionStore.Filter filter = new InspectionStore.Filter(
                user.role().isOffice() ? user.narrowTo(village) : requireNonNullElse(village, ""),
                own ? user.id() : null, user.role() == PROVIDER ? requireNonNull(user.providerId()) : null,
                user.role() == HOUSEHOLD ? requireNonNull(user.householdId()) : null, status, passed, plan, workOrder);
        return Page.of(inspections.list(filter, Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(one -> line(user, one)).toList(), limit, Line::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Detail get(CurrentUser user, @PathVariable UUID id) {
        Inspection one = getVisible(user, id);
        Checklist checklist = checklists.getChecklist(one.checklistId());
        return new Detail(line(user, one), checklist, Findings.of(checklist, inspections.listValues(id)));
    }

    record Assignment(@Nullable UUID inspectorId, @Nullable LocalDate dueOn) {}

    @PostMapping("/{id}/assign")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail assign(CurrentUser user, @PathVariable UUID id, @RequestBody Assignment request) {
        Inspection one = holdOpen(user, id);
        Violations.collect().requireValue(request.inspectorId(), "inspectorId")
                .require(request.dueOn() == null || !request.dueOn().isBefore(days.today()), "inspection.due-past",
                        "dueOn")
                .throwIfAny();
        inspections.assign(id, drawing.getInspector(requireNonNull(request.inspectorId()), one.villageCode()),
                request.dueOn());
        return get(user, id);
    }

    record NewValue(@Nullable String item, @Nullable Integer point, @Nullable BigDecimal value) {}

    record NewResult(@Nullable List<NewValue> values, @Nullable Double lon, @Nullable Double lat,
            @Nullable String note) {}

    /** The photo is kept before, as evidence of the inspection; where the phone tells no place, the note says why. */
    @PostMapping("/{id}/result")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER})
    Detail result(CurrentUser user, @PathVariable UUID id, @RequestBody NewResult request) {
        Inspection one = holdOpen(user, id);
        Checklist checklist = checklists.getChecklist(one.checklistId());
        Double lon = request.lon();
        Double lat = request.lat();
        String note = requireNonNullElse(request.note(), "").strip();
        Violations problems = Violations.collect()
                .require((lon == null) == (lat == null) && (lon == null || Math.abs(lon) <= 180)
                        && (lat == null || Math.abs(lat) <= 90), "evidence.place", "lon")
                .require(lon != null || !note.isEmpty(), "inspection.no-place", "note")
                .require(note.length() <= LONGEST_NOTE, "report.long", "note", note.length(), LONGEST_NOTE)
                .require(!evidences.listEvidence(InspectionEvidence.TYPE, id).isEmpty(), "inspection.no-photo", "");
        List<NewValue> sent = requireNonNullElse(request.values(), List.of());
        check(problems, checklist, sent);
        problems.throwIfAny();
        List<Value> values = sent.stream().map(value -> new Value(requireNonNull(value.item()),
                requireNonNull(value.point()), requireNonNull(value.value()))).toList();
        inspections.done(id, new InspectionStore.Outcome(lon, lat,
                lon == null || lat == null ? null : distance.metersTo(one.fieldId(), lon, lat), note,
                Findings.passed(Findings.of(checklist, values)), values), user.username());
        return get(user, id);
    }

    private static void check(Violations problems, Checklist checklist, List<NewValue> sent) {
        Map<String, Item> items = checklist.items().stream().collect(Collectors.toMap(Item::code, item -> item));
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < sent.size(); n++) {
            NewValue value = sent.get(n);
            String at = "values[" + n + "]";
            Item item = items.get(requireNonNullElse(value.item(), ""));
            BigDecimal number = value.value();
            if (item == null || number == null || value.point() == null) {
                problems.add("inspection.value", at, requireNonNullElse(value.item(), ""));
                continue;
            }
            boolean isAnswer = number.compareTo(BigDecimal.ONE) == 0 || number.signum() == 0;
            problems.require(value.point() >= 1 && value.point() <= checklist.points(), "inspection.point", at,
                    value.point(), checklist.points())
                    .require(seen.add(item.code() + " " + value.point()), "inspection.point-twice", at, item.name(),
                            value.point())
                    .require(item.kind() != Kind.YES_NO || isAnswer, "inspection.yes-no", at, item.name())
                    .require(number.signum() >= 0 && number.compareTo(LARGEST) < 0, "inspection.number", at,
                            item.name());
        }
        for (Item item : checklist.items()) {
            long points = sent.stream().filter(value -> item.code().equals(value.item())).count();
            problems.require(!item.counts() || points >= needed(checklist, item), "inspection.points-missing",
                    "values", item.name(), points, needed(checklist, item));
        }
    }

    /** A question, and what is judged by its mean of the whole field, may be answered once; a share needs its points. */
    private static int needed(Checklist checklist, Item item) {
        return item.kind() == Kind.YES_NO || item.passShare() == null ? 1 : checklist.points();
    }

    record Reason(@Nullable String reason) {}

    /** It can't be done: the order was cancelled, the field is under water. */
    @PostMapping("/{id}/drop")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail drop(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        holdOpen(user, id);
        inspections.drop(id, reason(request), user.username());
        return get(user, id);
    }

    @PostMapping("/{id}/send-to-review")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail sendToReview(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        getVisible(user, id);
        followUps.sendToReview(user, id, reason(request));
        return get(user, id);
    }

    /** @param side on whose behalf; the collective's when nothing is said */
    record NewDispute(@Nullable Side side, @Nullable Side against, @Nullable String claim) {}

    @PostMapping("/{id}/dispute")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail dispute(CurrentUser user, @PathVariable UUID id, @RequestBody NewDispute request) {
        getVisible(user, id);
        Violations.collect().requireValue(request.claim(), "claim").throwIfAny();
        followUps.dispute(user, id, requireNonNullElse(request.side(), Side.COLLECTIVE),
                requireNonNullElse(request.against(), Side.PROVIDER), requireNonNull(request.claim()).strip());
        return get(user, id);
    }

    /** Nothing follows, and why. */
    @PostMapping("/{id}/leave")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail leave(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        getVisible(user, id);
        followUps.leave(user, id, reason(request));
        return get(user, id);
    }

    private static String reason(Reason request) {
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        return requireNonNull(request.reason()).strip();
    }

    private Inspection getVisible(CurrentUser user, UUID id) {
        return inspections.find(id).filter(one -> sees(user, one))
                .orElseThrow(() -> ProblemException.notFound("inspection", id));
    }

    private Inspection holdOpen(CurrentUser user, UUID id) {
        if (inspections.find(id).filter(seen -> inspects(user, seen)).isEmpty()) {
            throw ProblemException.notFound("inspection", id);
        }
        Inspection one = inspections.hold(id);
        if (one.status() != InspectionStatus.ASSIGNED) {
            throw ProblemException.conflict("inspection.over", "", one.status());
        }
        return one;
    }

    private Line line(CurrentUser user, Inspection one) {
        boolean open = one.status() == InspectionStatus.ASSIGNED;
        long late = open ? Math.max(0, days.today().toEpochDay() - one.dueOn().toEpochDay()) : 0;
        return new Line(one.id(), one, late, open && inspects(user, one),
                one.asksForFollowUp() && user.seesVillage(one.villageCode()));
    }
}
