package org.siji.platform.demand;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sheets of paper for households without a phone. Each carries a code that nobody can guess, by which the one who looks after the
 * household is led to it after signing in; a photo of the signed sheet confirms what was entered from it.
 */
@Component
class NeedSheets implements EvidenceSubject {

    static final String EVIDENCE = "need-sheets";
    private static final int CODE_BYTES = 16;
    private static final String COLUMNS = "select id, household_id, village_code, season, code, signed_by, signed_at from need_sheet ";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final HouseholdRegister households;
    private final VillageLand land;
    private final NeedStore needs;
    private final NeedTemplate words;
    private final NeedConfirmations confirmations;
    private final Evidences evidences;
    private final DutyAreas duty;
    private final Sentences sentences;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    NeedSheets(JdbcClient jdbc, JdbcTemplate template, HouseholdRegister households, VillageLand land, NeedStore needs,
            NeedTemplate words, NeedConfirmations confirmations, Evidences evidences, DutyAreas duty,
            Sentences sentences, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.households = households;
        this.land = land;
        this.needs = needs;
        this.words = words;
        this.confirmations = confirmations;
        this.evidences = evidences;
        this.duty = duty;
        this.sentences = sentences;
        this.clock = clock;
    }

    record Row(UUID id, UUID householdId, String villageCode, int season, String code, @Nullable String signedBy,
            @Nullable OffsetDateTime signedAt) {}

    /** What was wanted on a field last season, and what is entered for this one. */
    record FieldLine(String name, double areaSquareMeters, List<String> before, List<String> now) {}

    /** One page. */
    record Sheet(UUID id, String code, UUID householdId, String householdCode, String name, List<FieldLine> fields,
            @Nullable OffsetDateTime signedAt) {}

    /**
     * The sheets of the village's households that farm anything; printed again, they carry the same codes.
     *
     * @param group     14 digits, or null for all
     * @param wanted    only these, if not empty
     * @param fullNames the heads' names in full
     */
    List<Sheet> print(String village, int season, @Nullable String group, List<UUID> wanted, boolean fullNames,
            CurrentUser user) {
        VillageLand.Land known = land.of(village);
        List<Household> printed = known.households().stream()
                .filter(one -> group == null || one.groupCode().equals(group))
                .filter(one -> wanted.isEmpty() || wanted.contains(one.id()))
                .filter(one -> !known.fieldsOf(one.code()).isEmpty()).toList();
        List<UUID> ids = printed.stream().map(Household::id).toList();
        Map<UUID, Row> sheets = find(ids, season);
        make(printed.stream().filter(one -> !sheets.containsKey(one.id())).toList(), season, user);
        Map<UUID, Row> all = find(ids, season);
        Map<UUID, String> names = fullNames ? households.mapFullNames(ids) : Map.of();
        Map<UUID, List<Need>> before = byField(village, season - 1);
        Map<UUID, List<Need>> now = byField(village, season);
        return printed.stream().map(one -> {
            Row row = Objects.requireNonNull(all.get(one.id()));
            return new Sheet(row.id(), row.code(), one.id(), one.code(), names.getOrDefault(one.id(), one.nameMasked()),
                    known.fieldsOf(one.code()).stream()
                            .map(field -> new FieldLine(field.name(), field.area().squareMeters(),
                                    say(before.get(field.id())), say(now.get(field.id()))))
                            .toList(),
                    row.signedAt());
        }).toList();
    }

    private Map<UUID, List<Need>> byField(String village, int season) {
        return needs.listLiveOfVillage(village, season).stream().collect(Collectors.groupingBy(Need::fieldId));
    }

    private List<String> say(@Nullable List<Need> wanted) {
        return wanted == null ? List.of() : wanted.stream().map(words::words).toList();
    }

    private Map<UUID, Row> find(List<UUID> householdIds, int season) {
        Map<UUID, Row> found = new HashMap<>();
        jdbc.sql(COLUMNS + "where household_id = any(:ids) and season = :season")
                .param("ids", householdIds.toArray(UUID[]::new)).param("season", season)
                .query(DataClassRowMapper.newInstance(Row.class)).list()
                .forEach(row -> found.put(row.householdId(), row));
        return found;
    }

    private void make(List<Household> missing, int season, CurrentUser user) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        template.batchUpdate("""
                insert into need_sheet (id, household_id, village_code, season, code, printed_by, printed_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict on constraint need_sheet_one do nothing""",
                missing.stream().map(one -> new Object[]{Ids.next(), one.id(), one.villageCode(), season, newCode(),
                        user.username(), now}).toList());
    }

    private String newCode() {
        byte[] code = new byte[CODE_BYTES];
        random.nextBytes(code);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    /** @throws ProblemException 404, also for a sheet of a household that is not the asker's to see */
    Row open(String code, CurrentUser user) {
        return one("where code = :value", code).filter(row -> sees(user, row))
                .orElseThrow(() -> ProblemException.notFound("need-sheet", code));
    }

    Row getVisible(UUID id, CurrentUser user) {
        return one("where id = :value", id).filter(row -> sees(user, row))
                .orElseThrow(() -> ProblemException.notFound("need-sheet", id));
    }

    /** The signed sheet confirms all that is entered for the household and not confirmed yet. */
    int sign(UUID id, CurrentUser user) {
        Row sheet = one("where id = :value for update", id).filter(row -> sees(user, row))
                .orElseThrow(() -> ProblemException.notFound("need-sheet", id));
        if (evidences.listEvidence(EVIDENCE, id).isEmpty()) {
            throw ProblemException.conflict("need-sheet.no-evidence", "");
        }
        Set<UUID> open = new HashSet<>();
        needs.listLiveOfHouseholds(List.of(sheet.householdId()), sheet.season()).keySet().stream()
                .filter(need -> need.confirmationKind() == ConfirmationKind.UNCONFIRMED
                        && need.status() == NeedStatus.OPEN)
                .forEach(need -> open.add(need.id()));
        if (open.isEmpty()) {
            throw ProblemException.conflict("need-sheet.nothing-to-confirm", "", sheet.season());
        }
        confirmations.confirm(List.copyOf(open), ConfirmationKind.SIGNATURE,
                sentences.say("need-sheet.signed", sheet.code()));
        jdbc.sql("update need_sheet set signed_by = :by, signed_at = :at where id = :id").param("by", user.username())
                .param("at", OffsetDateTime.now(clock)).param("id", id).update();
        return open.size();
    }

    private Optional<Row> one(String where, Object value) {
        return jdbc.sql(COLUMNS + where).param("value", value).query(DataClassRowMapper.newInstance(Row.class))
                .optional();
    }

    private boolean sees(CurrentUser user, Row sheet) {
        return user.seesVillage(sheet.villageCode()) || user.isHousehold(sheet.householdId())
                || user.role() == Role.LEADER && duty.covers(user.id(), sheet.householdId());
    }

    @Override
    public String type() {
        return EVIDENCE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return one("where id = :value", subjectId).filter(row -> sees(user, row)).isPresent();
    }
}
