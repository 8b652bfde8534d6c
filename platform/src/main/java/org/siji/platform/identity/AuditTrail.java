package org.siji.platform.identity;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who looked at or changed what needs a reason: unmasking of personal data, decisions by hand, new users. Append-only. */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param reason in the user's words; never holds the personal data itself */
    public void record(CurrentUser user, String action, String objectType, Object objectId, String reason) {
        jdbc.sql("""
                insert into audit_entry (id, recorded_at, user_id, action, object_type, object_id, reason)
                values (:id, :at, :user, :action, :type, :object, :reason)""").param("id", Ids.next())
                .param("at", OffsetDateTime.now(clock)).param("user", user.id()).param("action", action)
                .param("type", objectType).param("object", objectId.toString()).param("reason", reason).update();
    }

    record Entry(UUID id, OffsetDateTime recordedAt, String username, String action, String objectType,
            String objectId, String reason) {}

    /** @param prefix scope: what its offices did, and those whose logins they look after */
    List<Entry> list(String prefix, UUID after, int rows) {
        return jdbc.sql("""
                select e.id, e.recorded_at, u.username, e.action, e.object_type, e.object_id, e.reason
                from audit_entry e join app_user u on u.id = e.user_id
                where e.id > :after and starts_with(coalesce(u.region_code, u.office_code, ''), :prefix)
                order by e.id limit :rows""").param("after", after).param("prefix", prefix).param("rows", rows)
                .query(DataClassRowMapper.newInstance(Entry.class)).list();
    }
}
