package org.siji.platform.demand;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.registry.FieldDependents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fields on which something was ever wanted can't be withdrawn: contracts, work and money hang on the needs. */
@Component
class NeedsOnFields implements FieldDependents {

    private final JdbcClient jdbc;

    NeedsOnFields(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Long> countDependents(Collection<UUID> fieldIds) {
        long needs = jdbc.sql("select count(*) from need where field_id = any(:ids)")
                .param("ids", fieldIds.toArray(UUID[]::new)).query((row, index) -> row.getLong(1)).single();
        return needs == 0 ? Map.of() : Map.of("need.on-fields", needs);
    }
}
