package org.siji.platform.intake;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.intake.Entry.Answer;
import org.siji.platform.intake.Entry.Keep;
import org.siji.platform.intake.Entry.Kind;
import org.siji.platform.intake.Entry.Problem;
import org.siji.platform.intake.Entry.Settlement;
import org.siji.platform.intake.Entry.Theirs;
import org.siji.platform.intake.EntryStore.Kept;
import org.siji.platform.intake.Intake.Taken;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The phones' entries: taken in batches, looked at and decided one by one. */
@RestController
@RequestMapping("/api/v1/entries")
class EntryController {

    private static final int MAX_BATCH = 200;
    /** A thousand phones that find the network at once leave connections to the database to everybody else. */
    private static final int BATCHES_AT_ONCE = 6;
    private static final int SECONDS_TO_WAIT = 8;

    private final Intake intake;
    private final EntryStore entries;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(BATCHES_AT_ONCE, true);

    EntryController(Intake intake, EntryStore entries, Clock clock) {
        this.intake = intake;
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * @param id     made on the phone; text, so that a broken one spoils no other entry of the batch
     * @param seq    the phone's own count
     * @param madeAt by the phone's clock, whatever it says
     */
    record EntryRequest(@Nullable String id, @Nullable Long seq, @Nullable String kind,
            @Nullable Integer baseVersion, @Nullable String madeAt, @Nullable JsonNode body) {}

    record BatchRequest(@Nullable List<EntryRequest> entries) {}

    record SettleRequest(@Nullable Keep keep) {}

    /** @param receivedAt null when the entry could not be kept under its id */
    record TakenView(@Nullable String id, Answer answer, boolean repeated, List<Problem> problems, Theirs theirs,
            @Nullable OffsetDateTime receivedAt, @Nullable Settlement settlement) {}

    record BatchView(OffsetDateTime asOf, List<TakenView> entries) {}

    record EntryView(UUID id, @Nullable Long seq, Kind kind, String writtenBy, String villageCode,
            @Nullable String phoneClock, JsonNode body, OffsetDateTime receivedAt, Answer answer,
            List<Problem> problems, Theirs theirs, @Nullable Settlement settlement) {}

    /** The answers stand in the order of the entries. */
    @Allowed(LEADER)
    @PostMapping
    BatchView take(CurrentUser user, @RequestBody BatchRequest request) throws InterruptedException {
        Violations problems = Violations.collect().requireValue(request.entries(), "entries");
        List<EntryRequest> sent = request.entries() == null ? List.of() : request.entries();
        problems.require(sent.size() <= MAX_BATCH, "entry.too-many", "entries", MAX_BATCH);
        problems.require(sent.stream().allMatch(one -> one != null), "required", "entries").throwIfAny();
        if (!turns.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
            throw ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE, "entry.busy", "");
        }
        try {
            TakenView[] answers = new TakenView[sent.size()];
            IntStream.range(0, sent.size()).boxed()
                    .sorted(Comparator.comparing(index -> sent.get(index).seq(),
                            Comparator.nullsLast(Comparator.naturalOrder())))
                    .forEach(index -> answers[index] = view(intake.take(user, sent.get(index))));
            return new BatchView(OffsetDateTime.now(clock), List.of(answers));
        } finally {
            turns.release();
        }
    }

    /** A leader's own; an office sees those of its villages. */
    @Allowed({LEADER, COUNTY, TOWNSHIP, VILLAGE})
    @GetMapping
    Page<EntryView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        boolean own = user.role() == LEADER;
        List<Kept> rows = entries.list(own ? user.id() : null, own ? "" : user.narrowTo(village),
                Boolean.TRUE.equals(open), Page.after(cursor), Page.rowsToRead(limit));
        return Page.of(rows.stream().map(EntryController::view).toList(), limit, EntryView::id);
    }

    @Allowed({LEADER, COUNTY, TOWNSHIP, VILLAGE})
    @PostMapping("/{id}/settle")
    EntryView settle(CurrentUser user, @PathVariable UUID id, @RequestBody SettleRequest request) {
        Kept found = entries.find(id).filter(kept -> intake.sees(user, kept.entry()))
                .orElseThrow(() -> ProblemException.notFound("entry", id));
        Violations.collect().requireValue(request.keep(), "keep").throwIfAny();
        return view(intake.settle(found, requireNonNull(request.keep()), user));
    }

    private static TakenView view(Taken taken) {
        Kept kept = taken.kept();
        return new TakenView(taken.id(), taken.outcome().answer(), taken.repeated(), taken.outcome().problems(),
                taken.outcome().theirs(), kept == null ? null : kept.entry().receivedAt(),
                kept == null ? null : kept.settlement());
    }

    static EntryView view(Kept kept) {
        Entry entry = kept.entry();
        return new EntryView(entry.id(), entry.seq(), entry.kind(), entry.username(), entry.villageCode(),
                entry.phoneClock(), entry.body(), entry.receivedAt(), entry.outcome().answer(),
                entry.outcome().problems(), entry.outcome().theirs(), kept.settlement());
    }
}
