package org.siji.platform.consent;

import java.text.Normalizer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks how somebody is said to have confirmed, and keeps it. It does not look at who may enter the record itself. */
@Component
public class Consents {

    private static final int MAX_NAME = 50;

    private final JdbcClient jdbc;
    private final SmsCodes codes;
    private final HouseholdRegister households;
    private final PersonalData personalData;
    private final Clock clock;

    Consents(JdbcClient jdbc, SmsCodes codes, HouseholdRegister households, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.households = households;
        this.personalData = personalData;
        this.clock = clock;
    }

    /**
     * A witness is named, says what he is to the village, and is neither who enters nor the household itself; a code was sent to this
     * household, by the same user, and told back.
     *
     * @param householdId who confirms; null for a cultivator that is none
     * @param path        what stands before the names of the fields in a problem's path
     */
    public void check(ConfirmationKind kind, Consent consent, @Nullable UUID householdId, CurrentUser user, String path,
            Violations problems) {
        Double lon = consent.lon();
        Double lat = consent.lat();
        problems.require((lon == null) == (lat == null) && (lon == null || Math.abs(lon) <= 180)
                && (lat == null || Math.abs(lat) <= 90), "consent.place", path + "lon");
        if (kind == ConfirmationKind.WITNESS) {
            checkWitness(consent, householdId, user, path, problems);
        }
        if (kind == ConfirmationKind.SMS) {
            UUID code = consent.smsCodeId();
            problems.require(code != null && householdId != null
                    && codes.isConfirmed(code, householdId, user.username()), "consent.sms", path + "smsCodeId");
        }
    }

    private void checkWitness(Consent consent, @Nullable UUID householdId, CurrentUser user, String path,
            Violations problems) {
        String name = consent.witnessName();
        String role = consent.witnessRole();
        problems.require(name != null && !name.isBlank() && name.length() <= MAX_NAME, "consent.witness-name",
                path + "witnessName", MAX_NAME);
        problems.require(role != null && !role.isBlank() && role.length() <= MAX_NAME, "consent.witness-role",
                path + "witnessRole", MAX_NAME);
        if (name == null || name.isBlank()) {
            return;
        }
        problems.require(!same(name, user.displayName()) && !same(name, user.username()), "consent.witness-self",
                path + "witnessName");
        problems.require(householdId == null || households.findHousehold(householdId).isEmpty()
                || !same(name, households.getFullName(householdId)), "consent.witness-household",
                path + "witnessName");
    }

    private static boolean same(String name, String other) {
        return plain(name).equals(plain(other));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }

    /** @param subjectType lower-case word for the kind of record, as in paths: "needs" */
    public void keep(String subjectType, Collection<UUID> subjectIds, ConfirmationKind kind, Consent consent,
            CurrentUser user) {
        if (!consent.saysAnything()) {
            return;
        }
        boolean witnessed = kind == ConfirmationKind.WITNESS;
        String name = consent.witnessName();
        for (UUID subject : subjectIds) {
            jdbc.sql("""
                    insert into consent (id, subject_type, subject_id, kind, witness_name_enc, witness_role, sms_code_id,
                        lon, lat, recorded_by, recorded_at)
                    values (:id, :type, :subject, :kind, :name, :role, :code, :lon, :lat, :by, :at)""")
                    .param("id", Ids.next()).param("type", subjectType).param("subject", subject)
                    .param("kind", kind.name())
                    .param("name", witnessed && name != null ? personalData.encrypt(name.strip()) : null)
                    .param("role", witnessed ? consent.witnessRole() : null)
                    .param("code", kind == ConfirmationKind.SMS ? consent.smsCodeId() : null)
                    .param("lon", consent.lon()).param("lat", consent.lat()).param("by", user.username())
                    .param("at", OffsetDateTime.now(clock)).update();
        }
    }

    /**
     * How a record was confirmed, as others may see it.
     *
     * @param phoneMasked of the phone that the code went to
     */
    public record Given(ConfirmationKind kind, @Nullable String witnessNameMasked, @Nullable String witnessRole,
            @Nullable String phoneMasked, @Nullable Double lon, @Nullable Double lat, String recordedBy,
            OffsetDateTime recordedAt) {}

    /** The last one; empty where nothing beside the kind is known. */
    public Optional<Given> findConsent(String subjectType, UUID subjectId) {
        return jdbc.sql("""
                select c.kind, c.witness_name_enc, c.witness_role, s.phone_masked, c.lon, c.lat, c.recorded_by, c.recorded_at
                from consent c left join sms_code s on s.id = c.sms_code_id
                where c.subject_type = :type and c.subject_id = :subject order by c.id desc limit 1""")
                .param("type", subjectType).param("subject", subjectId).query((row, index) -> {
                    String name = personalData.decryptNullable(row.getBytes("witness_name_enc"));
                    return new Given(ConfirmationKind.valueOf(row.getString("kind")),
                            name == null ? null : Masking.name(name), row.getString("witness_role"),
                            row.getString("phone_masked"), row.getObject("lon", Double.class),
                            row.getObject("lat", Double.class), row.getString("recorded_by"),
                            row.getObject("recorded_at", OffsetDateTime.class));
                }).optional();
    }
}
