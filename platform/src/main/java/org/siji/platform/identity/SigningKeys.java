package org.siji.platform.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The SM2 keys with which accounts sign. A private key is locked with the account's own password, inside the platform's data key: whoever
 * has the database, the data key or both can't sign without the password, which is asked for each time and kept nowhere. A key is made
 * when somebody first signs, made anew when the password changes, and ends when the password is reset or the account is closed; old
 * public keys stay.
 */
@Component
public class SigningKeys {

    private final JdbcClient jdbc;
    private final Users users;
    private final PersonalData personalData;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SigningKeys(JdbcClient jdbc, Users users, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** @param signature DER of (r, s) */
    public record Signed(UUID keyId, byte[] signature) {}

    /**
     * A public key.
     *
     * @param publicKey   its point, uncompressed, 65 bytes
     * @param fingerprint SM3 of that in lower-case hex
     * @param validTo     null while it is the account's key
     */
    public record PublicKey(UUID id, byte[] publicKey, String fingerprint, OffsetDateTime validFrom,
            @Nullable OffsetDateTime validTo) {

        /** Whether the signature is that of this key, made while the key was the account's. */
        public boolean hasSigned(byte[] message, byte[] signature, OffsetDateTime at) {
            return !at.isBefore(validFrom) && (validTo == null || !at.isAfter(validTo))
                    && Sm2.verify(publicKey, message, signature);
        }
    }

    private record Locked(UUID id, byte[] privateKey, byte[] kdfSalt, int kdfIterations) {}

    /**
     * Signs as the user, whose password is asked for again.
     *
     * @throws ProblemException 422 for a wrong password, 429 after too many of them
     */
    public Signed sign(CurrentUser user, String password, byte[] message) {
        users.requirePassword(user, password);
        Optional<Locked> current = jdbc.sql("""
                select id, private_key, kdf_salt, kdf_iterations from signing_key
                where user_id = :user and valid_to is null""").param("user", user.id()).query(Locked.class).optional();
        if (current.isPresent()) {
            Locked key = current.get();
            byte[] secret = new PasswordSeal(key.kdfSalt, key.kdfIterations,
                    personalData.decryptBytes(key.privateKey)).open(password);
            return new Signed(key.id, Sm2.sign(secret, message, random));
        }
        byte[] secret = Sm2.newPrivateKey(random);
        return new Signed(keep(user.id(), secret, password), Sm2.sign(secret, message, random));
    }

    private UUID keep(UUID userId, byte[] secret, String password) {
        PasswordSeal seal = PasswordSeal.close(secret, password, random);
        byte[] point = Sm2.publicKeyOf(secret);
        UUID id = Ids.next();
        jdbc.sql("""
                insert into signing_key (id, user_id, public_key, fingerprint, private_key, kdf_salt, kdf_iterations, valid_from)
                values (:id, :user, :point, :fingerprint, :locked, :salt, :iterations, :now)""").param("id", id)
                .param("user", userId).param("point", point).param("fingerprint", Sm2.fingerprint(point))
                .param("locked", personalData.encrypt(seal.content())).param("salt", seal.salt())
                .param("iterations", seal.iterations()).param("now", OffsetDateTime.now(clock)).update();
        return id;
    }

    /** The password is another one now: a key that it locks takes the place of the old one, if there was one. */
    void renew(UUID userId, String password) {
        if (end(userId)) {
            keep(userId, Sm2.newPrivateKey(random), password);
        }
    }

    /** @return whether there was a key */
    boolean end(UUID userId) {
        return jdbc.sql("""
                update signing_key set valid_to = greatest(valid_from, :now), private_key = null
                where user_id = :user and valid_to is null""").param("now", OffsetDateTime.now(clock))
                .param("user", userId).update() > 0;
    }

    public PublicKey getKey(UUID id) {
        return jdbc.sql("select id, public_key, fingerprint, valid_from, valid_to from signing_key where id = :id")
                .param("id", id).query(DataClassRowMapper.newInstance(PublicKey.class)).optional()
                .orElseThrow(() -> ProblemException.notFound("signing-key", id));
    }

    /** All that the account ever had, the latest first. */
    List<PublicKey> listKeys(UUID userId) {
        return jdbc.sql("""
                select id, public_key, fingerprint, valid_from, valid_to from signing_key where user_id = :user
                order by valid_from desc""").param("user", userId)
                .query(DataClassRowMapper.newInstance(PublicKey.class)).list();
    }
}
