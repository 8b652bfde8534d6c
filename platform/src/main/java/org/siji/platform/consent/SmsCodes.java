package org.siji.platform.consent;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Six digits to a household's phone, told back to who enters something for it. */
@Component
class SmsCodes {

    static final Duration VALID = Duration.ofMinutes(10);
    static final int TRIES = 5;
    /** A leader enters several needs of one visit by one code. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int A_DAY = 10;
    private static final int CODES = 1_000_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SmsGateway gateway;
    private final HouseholdRegister households;
    private final DutyAreas duty;
    private final PersonalData personalData;
    private final Sentences sentences;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SmsCodes(JdbcClient jdbc, PlatformTransactionManager transactions, SmsGateway gateway,
            HouseholdRegister households, DutyAreas duty, PersonalData personalData, Sentences sentences,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.gateway = gateway;
        this.households = households;
        this.duty = duty;
        this.personalData = personalData;
        this.sentences = sentences;
        this.clock = clock;
    }

    record Sent(UUID id, String phoneMasked, OffsetDateTime expiresAt, int tries) {}

    /** @param open whether it can still be tried */
    record Checked(boolean confirmed, boolean open, int triesLeft) {}

    private record Row(UUID id, String askedBy, OffsetDateTime askedAt, byte[] codeHash,
            @Nullable OffsetDateTime sentAt,
            int tries, @Nullable OffsetDateTime confirmedAt) {}

    /** Runs outside of a transaction: a slow gateway must not hold a connection of the database. */
    Sent send(UUID householdId, CurrentUser user) {
        boolean visible = households.findHousehold(householdId).filter(one -> user.seesVillage(one.villageCode())
                || user.role() == Role.LEADER && duty.covers(user.id(), householdId)).isPresent();
        if (!visible) {
            throw ProblemException.notFound("household", householdId);
        }
        if (!gateway.isThere()) {
            throw ProblemException.conflict("sms.not-offered", "");
        }
        String phone = households.findPhone(householdId).orElseThrow(
                () -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "sms.no-phone", "householdId"));
        UUID id = Ids.next();
        String code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
        OffsetDateTime now = OffsetDateTime.now(clock);
        String masked = Objects.requireNonNullElse(Masking.phone(phone), "");
        transactions.executeWithoutResult(status -> {
            requireNotTooOften(householdId, now);
            jdbc.sql("""
                    insert into sms_code (id, household_id, asked_by, asked_at, code_hash, phone_masked)
                    values (:id, :household, :by, :at, :hash, :phone)""").param("id", id)
                    .param("household", householdId).param("by", user.username()).param("at", now)
                    .param("hash", hash(id, code)).param("phone", masked).update();
        });
        try {
            gateway.send(id, phone,
                    sentences.say(Locale.SIMPLIFIED_CHINESE, "sms.text", code, VALID.toMinutes()));
        } catch (ProblemException e) {
            mark(id, "failed_at");
            throw e;
        }
        mark(id, "sent_at");
        return new Sent(id, masked, now.plus(VALID), TRIES);
    }

    private void mark(UUID id, String column) {
        jdbc.sql("update sms_code set " + column + " = :now where id = :id")
                .param("now", OffsetDateTime.now(clock)).param("id", id).update();
    }

    /** Nobody's phone is to be flooded; what the gateway did not take does not count. */
    private void requireNotTooOften(UUID householdId, OffsetDateTime now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(:key))").param("key", "sms:" + householdId)
                .query((row, index) -> true).single();
        long lately = count(householdId, now.minus(BETWEEN));
        if (lately > 0) {
            throw ProblemException.conflict("sms.too-soon", "", BETWEEN.toSeconds());
        }
        if (count(householdId, now.minusDays(1)) >= A_DAY) {
            throw ProblemException.conflict("sms.too-many", "", A_DAY);
        }
    }

    private long count(UUID householdId, OffsetDateTime since) {
        return jdbc.sql("""
                select count(*) from sms_code
                where household_id = :household and asked_at > :since and failed_at is null""")
                .param("household", householdId).param("since", since).query(Long.class).single();
    }

    /** A wrong code is an answer, not a problem: it must be counted. */
    Checked check(UUID id, @Nullable String code, CurrentUser user) {
        Row row = jdbc.sql("""
                select id, asked_by, asked_at, code_hash, sent_at, tries, confirmed_at from sms_code
                where id = :id for update""").param("id", id).query(DataClassRowMapper.newInstance(Row.class))
                .optional()
                .filter(found -> found.askedBy().equals(user.username()))
                .orElseThrow(() -> ProblemException.notFound("sms-code", id));
        if (row.confirmedAt() != null) {
            return new Checked(true, false, TRIES - row.tries());
        }
        OffsetDateTime now = OffsetDateTime.now(clock);
        boolean open = row.sentAt() != null && row.tries() < TRIES && now.isBefore(row.askedAt().plus(VALID));
        if (!open) {
            return new Checked(false, false, TRIES - row.tries());
        }
        if (MessageDigest.isEqual(row.codeHash(), hash(id, code == null ? "" : code.strip()))) {
            mark(id, "confirmed_at");
            return new Checked(true, false, TRIES - row.tries());
        }
        jdbc.sql("update sms_code set tries = tries + 1 where id = :id").param("id", id).update();
        int left = TRIES - row.tries() - 1;
        return new Checked(false, left > 0, left);
    }

    boolean isConfirmed(UUID id, UUID householdId, String username) {
        return jdbc.sql("""
                select exists (select from sms_code where id = :id and household_id = :household and asked_by = :by
                    and confirmed_at > :since)""").param("id", id).param("household", householdId)
                .param("by", username).param("since", OffsetDateTime.now(clock).minus(GOOD_FOR)).query(Boolean.class)
                .single();
    }

    boolean isOffered() {
        return gateway.isThere();
    }

    /** Keyed, so that the million possible codes can't be tried against a copy of the table. */
    private byte[] hash(UUID id, String code) {
        return personalData.searchKey(id + ":" + code);
    }
}
