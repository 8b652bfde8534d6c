package org.siji.platform.identity;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who can be sent somewhere by an office: officers, clerks and group leaders. */
@Component
public class Officers {

    /** @param regionCode 6 digits or more; empty for the whole installation */
    public record Officer(UUID id, String displayName, Role role, String regionCode) {

        public boolean isOf(String region) {
            return region.startsWith(regionCode);
        }
    }

    private final JdbcClient jdbc;

    Officers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Officer> findOfficer(UUID id) {
        return jdbc.sql("""
                select id, display_name, role, region_code from app_user
                where id = :id and active and role in ('COUNTY', 'TOWNSHIP', 'VILLAGE', 'LEADER')""").param("id", id)
                .query(Officer.class).optional();
    }
}
