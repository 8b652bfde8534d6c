package org.siji.platform.demand;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On which fields anything is wanted, for the modules behind. It does not look at who is asking. */
@Component
public class WantedFields {

    private final JdbcClient jdbc;

    WantedFields(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those with a need of the season that was not cancelled, whatever became of it. */
    public Set<UUID> listFieldIds(String villageCode, int season) {
        return new HashSet<>(jdbc.sql("""
                select distinct field_id from need
                where village_code = :village and season = :season and status <> 'CANCELLED'""")
                .param("village", villageCode).param("season", season).query(UUID.class).list());
    }
}
