package org.siji.platform.consent;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A code that the clerk has asked for. */
@Component
class SmsScopeObjects implements ScopeObjects {

    private final JdbcClient jdbc;

    SmsScopeObjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into sms_code (id, household_id, asked_by, asked_at, code_hash, phone_masked)
                values (:id, :household, :by, :at, '\\x00', '138****5678')""").param("id", id)
                .param("household", UUID.fromString(Objects.requireNonNull(objects.get("households"))))
                .param("by", season.clerk().fetch("/session").path("username").asString())
                .param("at", OffsetDateTime.now(ZoneOffset.UTC)).update();
        objects.put("sms-codes", id.toString());
    }
}
