package org.siji.platform.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consent;
import org.siji.platform.demand.NeedDesk;
import org.siji.platform.demand.NeedDesk.Standing;
import org.siji.platform.demand.NeedDesk.Wish;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.duty.DutyAreas.Mark;
import org.siji.platform.evidence.EvidenceKind;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.intake.Entry.Kind;
import org.siji.platform.intake.Entry.Outcome;
import org.siji.platform.intake.Entry.Theirs;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what an entry says, or finds what stands in its way. */
@Component
class Deeds {

    private static final Set<String> IN_THE_WAY = Set.of("need.duplicate");
    private static final int MAX_EVIDENCE_MEBIBYTES = 8;

    private final NeedDesk needs;
    private final DutyAreas duty;
    private final Evidences evidences;
    private final EntryStore entries;
    private final CultivatorRegister cultivators;
    private final HouseholdRegister households;
    private final Sentences sentences;
    private final JsonMapper json;
    private final Clock clock;

    Deeds(NeedDesk needs, DutyAreas duty, Evidences evidences, EntryStore entries, CultivatorRegister cultivators,
            HouseholdRegister households, Sentences sentences, JsonMapper json, Clock clock) {
        this.needs = needs;
        this.duty = duty;
        this.evidences = evidences;
        this.entries = entries;
        this.cultivators = cultivators;
        this.households = households;
        this.sentences = sentences;
        this.json = json;
        this.clock = clock;
    }

    record NeedBody(@Nullable UUID fieldId, @Nullable Operation operation, @Nullable LocalDate windowFrom,
            @Nullable LocalDate windowTo, @Nullable Integer season, @Nullable UUID enteredFor,
            @Nullable ConfirmationKind confirmation, @Nullable String note, @Nullable String witnessName,
            @Nullable String witnessRole, @Nullable UUID smsCodeId, @Nullable Double lon, @Nullable Double lat) {

        Wish wish() {
            return new Wish(fieldId, operation, windowFrom, windowTo, season, enteredFor, confirmation, note,
                    new Consent(witnessName, witnessRole, smsCodeId, lon, lat));
        }
    }

    /** @param confirmation how the household said that it no longer wants it; null for what was entered by mistake */
    record CancelBody(@Nullable UUID needId, @Nullable String reason, @Nullable ConfirmationKind confirmation,
            @Nullable String note, @Nullable String witnessName, @Nullable String witnessRole,
            @Nullable UUID smsCodeId, @Nullable Double lon, @Nullable Double lat) {}

    record MarkBody(@Nullable UUID householdId, @Nullable Integer season, DutyAreas.@Nullable State state,
            @Nullable String note) {}

    record EvidenceBody(@Nullable UUID needId, @Nullable EvidenceKind kind, @Nullable String note,
            @Nullable String content, @Nullable Double lon, @Nullable Double lat) {}

    /**
     * @param author  login of who wrote the entry
     * @param user    who is asking; another than the author when an office decides
     * @param decided the entry is to stand, whatever has been changed meanwhile
     * @throws ProblemException with all that is wrong
     */
    Outcome act(Entry entry, String author, CurrentUser user, boolean decided) {
        return switch (entry.kind()) {
            case NEED -> enterNeed(entry, user, decided);
            case NEED_CANCEL -> cancelNeed(entry, user, decided);
            case MARK -> mark(entry, author, user, decided);
            case EVIDENCE -> keepEvidence(entry, user);
        };
    }

    private <T> T read(JsonNode body, Class<T> type) {
        try {
            return json.treeToValue(body, type);
        } catch (JacksonException e) {
            String path = e.getPath().isEmpty()
                    ? "body"
                    : Objects.requireNonNullElse(e.getPath().getFirst().getPropertyName(), "body");
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid",
                    List.of(Violation.of("entry.unreadable", path, path)));
        }
    }

    private boolean isOf(CurrentUser user, @Nullable UUID householdId) {
        if (householdId == null) {
            return false;
        }
        return user.role() == Role.LEADER
                ? duty.covers(user.id(), householdId)
                : households.findVillageCode(householdId).filter(user::seesVillage).isPresent();
    }

    private Outcome enterNeed(Entry entry, CurrentUser user, boolean decided) {
        Wish wish = read(entry.body(), NeedBody.class).wish();
        UUID household = wish.enteredFor() == null
                ? null
                : cultivators.findCultivator(wish.enteredFor()).map(Cultivator::householdId).orElse(null);
        Violations.collect().requireValue(wish.enteredFor(), "enteredFor")
                .require(wish.enteredFor() == null || isOf(user, household), "entry.not-yours", "enteredFor")
                .throwIfAny();
        if (decided) {
            needs.listInTheWayOf(wish)
                    .forEach(one -> needs.cancel(one.id(), sentences.say("entry.replaced", entry.username()), user));
        }
        try {
            needs.enter(entry.id(), wish, user);
        } catch (ProblemException e) {
            List<Standing> others = needs.listInTheWayOf(wish);
            if (!others.isEmpty() && e.violations().stream().map(Violation::code).allMatch(IN_THE_WAY::contains)) {
                return Outcome.conflict(new Theirs(others, List.of()));
            }
            throw e;
        }
        return Outcome.DONE;
    }

    private Outcome cancelNeed(Entry entry, CurrentUser user, boolean decided) {
        CancelBody body = read(entry.body(), CancelBody.class);
        Violations.collect().requireValue(body.needId(), "needId").requireValue(body.reason(), "reason").throwIfAny();
        UUID id = Objects.requireNonNull(body.needId());
        Standing need = needs.lock(id, user).orElseThrow(() -> wrong("entry.need-unknown", "needId"));
        if (!decided && entry.baseVersion() != null && entry.baseVersion() != need.version()) {
            return Outcome.conflict(new Theirs(List.of(need), List.of()));
        }
        if (body.confirmation() == null) {
            needs.cancel(id, body.reason(), user);
        } else {
            needs.withdraw(id, body.reason(), body.confirmation(), body.note(), new Consent(body.witnessName(),
                    body.witnessRole(), body.smsCodeId(), body.lon(), body.lat()), user);
        }
        return Outcome.DONE;
    }

    private Outcome mark(Entry entry, String author, CurrentUser user, boolean decided) {
        MarkBody body = read(entry.body(), MarkBody.class);
        Violations.collect().requireValue(body.householdId(), "householdId").requireValue(body.state(), "state")
                .requireValue(body.season(), "season").throwIfAny();
        UUID household = Objects.requireNonNull(body.householdId());
        int season = Objects.requireNonNull(body.season());
        if (!isOf(user, household)) {
            throw wrong("entry.not-yours", "householdId");
        }
        List<Mark> others = duty.mapMarks(List.of(household), season).getOrDefault(household, List.of()).stream()
                .filter(mark -> !mark.markedBy().equals(author)).toList();
        if (!decided && entry.baseVersion() != null && others.size() > entry.baseVersion()
                && others.getLast().state() != body.state()) {
            return Outcome.conflict(new Theirs(List.of(), List.of(others.getLast())));
        }
        // The phone's clock may be wrong by years, and the newest mark counts.
        duty.mark(household, season, new Mark(Objects.requireNonNull(body.state()),
                body.note() == null ? "" : body.note(), OffsetDateTime.now(clock), author));
        return Outcome.DONE;
    }

    /** The content is in the body only while the entry is being taken. */
    private Outcome keepEvidence(Entry entry, CurrentUser user) {
        EvidenceBody body = read(entry.body(), EvidenceBody.class);
        Violations.collect().requireValue(body.needId(), "needId").requireValue(body.kind(), "kind")
                .requireValue(body.content(), "content").throwIfAny();
        UUID need = Objects.requireNonNull(body.needId());
        // Of a need that waits for a decision, too: what was signed is not to be signed again.
        boolean own = entries.find(need).filter(kept -> kept.entry().userId().equals(user.id())
                && kept.entry().kind() == Kind.NEED).isPresent();
        if (!own && needs.lock(need, user).isEmpty()) {
            throw wrong("entry.need-unknown", "needId");
        }
        byte[] content;
        try {
            content = Base64.getDecoder().decode(Objects.requireNonNull(body.content()));
        } catch (IllegalArgumentException e) {
            throw wrong("entry.unreadable", "content", "content");
        }
        Violations.collect().require(content.length <= MAX_EVIDENCE_MEBIBYTES * 1024 * 1024, "evidence.too-large",
                "content", content.length / (1024 * 1024) + 1, MAX_EVIDENCE_MEBIBYTES).throwIfAny();
        evidences.receive(entry.id(), "needs", need, Objects.requireNonNull(body.kind()), content,
                body.note() == null ? "" : body.note(), timeOf(entry.phoneClock()), body.lon(), body.lat(),
                user.username(),
                OffsetDateTime.now(clock));
        return Outcome.DONE;
    }

    private static @Nullable OffsetDateTime timeOf(@Nullable String phoneClock) {
        try {
            return phoneClock == null ? null : OffsetDateTime.parse(phoneClock);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static ProblemException wrong(String code, String path, Object... args) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid",
                List.of(Violation.of(code, path, args)));
    }
}
