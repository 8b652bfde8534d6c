package org.siji.platform.qualification;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The codes on the providers' sheets: 128 random bits, so that nobody finds one by trying. */
@Component
public class ProviderCodes {

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param endedAt when another one took its place */
    public record Code(String code, UUID providerId, String reason, String madeBy, OffsetDateTime madeAt,
            @Nullable OffsetDateTime endedAt) {}

    private static final String COLUMNS = """
            select code, provider_id, reason, made_by, made_at, ended_at from provider_code
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ProviderCodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Code> find(String code) {
        return jdbc.sql(COLUMNS + "where code = :code").param("code", code).query(Code.class).optional();
    }

    Optional<Code> findOf(UUID providerId) {
        return jdbc.sql(COLUMNS + "where provider_id = :provider and ended_at is null").param("provider", providerId)
                .query(Code.class).optional();
    }

    /** Whoever holds the old sheet is told that it no longer counts. */
    Code renew(UUID providerId, String reason, String by) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("update provider_code set ended_at = :now where provider_id = :provider and ended_at is null")
                .param("now", now).param("provider", providerId).update();
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                insert into provider_code (code, provider_id, reason, made_by, made_at)
                values (:code, :provider, :reason, :by, :now)""").param("code", code).param("provider", providerId)
                .param("reason", reason).param("by", by).param("now", now).update();
        return find(code).orElseThrow();
    }
}
