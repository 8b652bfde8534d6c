package org.siji.platform.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.intake.Entry.Answer;
import org.siji.platform.intake.Entry.Keep;
import org.siji.platform.intake.Entry.Kind;
import org.siji.platform.intake.Entry.Outcome;
import org.siji.platform.intake.Entry.Problem;
import org.siji.platform.intake.EntryController.EntryRequest;
import org.siji.platform.intake.EntryStore.Kept;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes entries exactly once and remembers each with its answer; and lets people decide what has come between them. */
@Component
class Intake {

    private static final int ATTEMPTS = 3;
    private static final int MAX_CLOCK_LENGTH = 64;
    /** As JSON writes the character that no database text can hold. */
    private static final String NUL = "\\u0000";

    private final EntryStore entries;
    private final Deeds deeds;
    private final Sentences sentences;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate alone;
    private final TransactionTemplate within;

    Intake(EntryStore entries, Deeds deeds, Sentences sentences, JsonMapper json, Clock clock,
            PlatformTransactionManager transactions) {
        this.entries = entries;
        this.deeds = deeds;
        this.sentences = sentences;
        this.json = json;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        this.within = new TransactionTemplate(transactions);
        this.within.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * What the phone hears of one entry.
     *
     * @param kept     null when the entry could not be remembered under its id
     * @param repeated it had been taken before, and this is the answer of then
     */
    record Taken(@Nullable String id, Outcome outcome, @Nullable Kept kept, boolean repeated) {}

    Taken take(CurrentUser user, EntryRequest request) {
        UUID id = Ids.read(request.id());
        Kind kind = kindOf(request.kind());
        Violations wrong = Violations.collect().require(id != null, "entry.id", "id")
                .require(kind != null, "entry.kind", "kind", String.valueOf(request.kind()));
        wrong.require(request.body() != null && request.body().isObject(), "required", "body");
        if (id == null || kind == null || !(request.body() instanceof ObjectNode body)) {
            return new Taken(request.id(), refusal(wrong.list()), null, false);
        }
        for (int attempt = 1;; attempt++) {
            try {
                return Objects
                        .requireNonNull(alone.execute(status -> takeInTransaction(user, request, id, kind, body)));
            } catch (ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Taken takeInTransaction(CurrentUser user, EntryRequest request, UUID id, Kind kind, ObjectNode body) {
        entries.holdId(id);
        String text = json.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsString(body);
        String hash = hash(kind, request.baseVersion(), text);
        // As exactly as the database keeps it: the answer is the same the second time.
        OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
        Kept there = entries.find(id).orElse(null);
        if (there != null) {
            Entry kept = there.entry();
            if (kept.userId().equals(user.id()) && kept.bodyHash().equals(hash)) {
                return new Taken(id.toString(), kept.outcome(), there, true);
            }
            entries.keepOtherBody(id, user.id(), withoutContent(body, kind).toString(), hash, now);
            return new Taken(id.toString(), refusal(List.of(Violation.of("entry.id-taken", "id"))), null, false);
        }
        Entry arrived = new Entry(id, user.id(), user.username(), Objects.requireNonNull(user.regionCode()),
                request.seq(), kind, request.baseVersion(), shortened(request.madeAt()), body, hash, now,
                Outcome.DONE);
        Outcome outcome = text.contains(NUL)
                ? refusal(List.of(Violation.of("entry.unreadable", "body", "body")))
                : outcome(arrived, user);
        Entry taken = new Entry(id, user.id(), user.username(), arrived.villageCode(), arrived.seq(), kind,
                arrived.baseVersion(), arrived.phoneClock(), withoutContent(body, kind), hash, now, outcome);
        entries.insert(taken);
        return new Taken(id.toString(), outcome, new Kept(taken, null), false);
    }

    /** Whatever was begun for a refused entry is undone; that it was refused stays. */
    private Outcome outcome(Entry entry, CurrentUser user) {
        for (int attempt = 1;; attempt++) {
            try {
                return Objects.requireNonNull(
                        within.execute(status -> deeds.act(entry, entry.username(), user, false)));
            } catch (ProblemException e) {
                return refusal(e.violations());
            } catch (DataIntegrityViolationException e) {
                // Another request was faster by a moment: what it wrote is seen in the next attempt.
                if (attempt == ATTEMPTS) {
                    return refusal(List.of(Violation.of("entry.impossible", "body")));
                }
            }
        }
    }

    /**
     * Somebody has looked at both and decided.
     *
     * @throws ProblemException if the entry can't stand even so, or it was decided differently before
     */
    Kept settle(Kept found, Keep keep, CurrentUser user) {
        Entry entry = found.entry();
        entries.holdId(entry.id());
        Kept current = entries.find(entry.id()).orElseThrow();
        if (current.settlement() != null) {
            if (current.settlement().keep() == keep) {
                return current;
            }
            throw ProblemException.conflict("entry.settled-already", "keep", current.settlement().by());
        }
        if (entry.outcome().answer() == Answer.DONE) {
            throw ProblemException.conflict("entry.nothing-to-settle", "");
        }
        if (keep == Keep.MINE) {
            if (entry.kind() == Kind.EVIDENCE) {
                throw ProblemException.conflict("entry.evidence-again", "");
            }
            deeds.act(entry, entry.username(), user, true);
        }
        entries.settle(entry.id(), keep, user.username(), OffsetDateTime.now(clock));
        return entries.find(entry.id()).orElseThrow();
    }

    boolean sees(CurrentUser user, Entry entry) {
        return user.role() == Role.LEADER ? entry.userId().equals(user.id()) : user.seesVillage(entry.villageCode());
    }

    private Outcome refusal(List<Violation> violations) {
        return Outcome.refused(violations.stream()
                .map(one -> new Problem(one.code(), one.path(), sentences.say(one))).toList());
    }

    /** Pictures and voices are kept encrypted, and once. */
    private static JsonNode withoutContent(ObjectNode body, Kind kind) {
        if (kind != Kind.EVIDENCE) {
            return body;
        }
        ObjectNode rest = body.deepCopy();
        rest.remove("content");
        return rest;
    }

    private static @Nullable String shortened(@Nullable String clock) {
        String text = clock == null ? null : clock.replace('\0', ' ');
        return text == null || text.length() <= MAX_CLOCK_LENGTH ? text : text.substring(0, MAX_CLOCK_LENGTH);
    }

    private static @Nullable Kind kindOf(@Nullable String text) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        return null;
    }

    private static String hash(Kind kind, @Nullable Integer base, String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((kind + " " + base + " " + body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
