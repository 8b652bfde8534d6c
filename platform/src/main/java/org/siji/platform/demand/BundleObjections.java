package org.siji.platform.demand;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What members say against a draft, and the village's answers. No bundle is closed over an objection without an answer. */
@Service
class BundleObjections {

    private static final int MAX_TEXT = 500;
    private static final String COLUMNS = """
            select id, bundle_id, village_code, household_id, text, filed_by, filed_at, outcome, answer, answered_by,
                answered_at
            from bundle_objection
            """;
    private static final RowMapper<Objection> ROW = new SimplePropertyRowMapper<>(Objection.class);

    private final JdbcClient jdbc;
    private final BundleStore bundles;
    private final NeedStore needs;
    private final NeedService service;
    private final BundleChanges changes;
    private final Clock clock;

    BundleObjections(JdbcClient jdbc, BundleStore bundles, NeedStore needs, NeedService service, BundleChanges changes,
            Clock clock) {
        this.jdbc = jdbc;
        this.bundles = bundles;
        this.needs = needs;
        this.service = service;
        this.changes = changes;
        this.clock = clock;
    }

    enum Outcome {
        UPHELD, REJECTED, LAPSED
    }

    /** @param outcome null while nobody has answered */
    record Objection(UUID id, UUID bundleId, String villageCode, UUID householdId, String text, String filedBy,
            OffsetDateTime filedAt, @Nullable Outcome outcome, @Nullable String answer, @Nullable String answeredBy,
            @Nullable OffsetDateTime answeredAt) {}

    /** The needs of a bundle that concern the user: an office's are all, a household's its own. */
    List<Need> listNeedsOf(UUID bundleId, CurrentUser user) {
        List<Need> own = needs.listOfBundle(bundleId).stream().filter(need -> service.sees(user, need)).toList();
        if (own.isEmpty()) {
            throw ProblemException.notFound("bundle", bundleId);
        }
        return own;
    }

    /** @param householdId null: the household that asks */
    Objection file(UUID bundleId, @Nullable UUID householdId, @Nullable String text, CurrentUser user) {
        List<Need> own = listNeedsOf(bundleId, user);
        UUID household = householdId == null ? user.householdId() : householdId;
        Violations.collect().requireValue(household, "householdId").requireValue(text, "text")
                .require(text == null || text.length() <= MAX_TEXT, "bundle.objection-long", "text", MAX_TEXT)
                .require(household == null || own.stream().anyMatch(need -> household.equals(need.householdId())),
                        "bundle.not-a-member", "householdId")
                .throwIfAny();
        BundleStore.Row row = bundles.lock(bundleId).orElseThrow();
        if (row.status() != BundleStatus.DRAFT) {
            throw ProblemException.conflict("bundle.objection-late", "", row.status());
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into bundle_objection (id, bundle_id, village_code, household_id, text, filed_by, filed_at)
                values (:id, :bundle, :village, :household, :text, :by, :at)""").param("id", id)
                .param("bundle", bundleId).param("village", row.villageCode())
                .param("household", Objects.requireNonNull(household))
                .param("text", Objects.requireNonNull(text).strip()).param("by", user.username())
                .param("at", OffsetDateTime.now(clock)).update();
        return getObjection(id);
    }

    /** @param letGo takes the household's needs out of the draft, with the answer as the reason */
    Objection answer(UUID id, @Nullable Outcome outcome, @Nullable String answer, boolean letGo, CurrentUser user) {
        Objection filed = jdbc.sql(COLUMNS + "where id = :id for update").param("id", id).query(ROW).optional()
                .filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("objection", id));
        Violations.collect().require(outcome == Outcome.UPHELD || outcome == Outcome.REJECTED,
                "bundle.objection-outcome", "outcome").requireValue(answer, "answer").throwIfAny();
        if (filed.outcome() != null) {
            throw ProblemException.conflict("bundle.objection-answered", "");
        }
        jdbc.sql("""
                update bundle_objection set outcome = :outcome, answer = :answer, answered_by = :by, answered_at = :at
                where id = :id""").param("outcome", Objects.requireNonNull(outcome).name())
                .param("answer", Objects.requireNonNull(answer).strip()).param("by", user.username())
                .param("at", OffsetDateTime.now(clock)).param("id", id).update();
        if (letGo && outcome == Outcome.UPHELD) {
            changes.change(filed.bundleId(),
                    new BundleChanges.ChangeRequest(List.of(), needs.listOfBundle(filed.bundleId()).stream()
                            .filter(need -> filed.householdId().equals(need.householdId())).map(Need::id).toList(),
                            answer, false),
                    user);
        }
        return getObjection(id);
    }

    private Objection getObjection(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).optional()
                .orElseThrow(() -> ProblemException.notFound("objection", id));
    }

    /**
     * @param prefix       of the village
     * @param householdIds whose; null for those of all households
     */
    List<Objection> list(String prefix, @Nullable List<UUID> householdIds, @Nullable UUID bundleId, boolean open,
            UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where id > :after and starts_with(village_code, :prefix)
                    and (cast(:households as uuid[]) is null or household_id = any(:households))
                    and (cast(:bundle as uuid) is null or bundle_id = :bundle) and (not :open or outcome is null)
                order by id limit :rows""").param("after", after).param("prefix", prefix)
                .param("households", householdIds == null ? null : householdIds.toArray(UUID[]::new))
                .param("bundle", bundleId).param("open", open).param("rows", rows).query(ROW).list();
    }
}
