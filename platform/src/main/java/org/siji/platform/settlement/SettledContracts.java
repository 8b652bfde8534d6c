package org.siji.platform.settlement;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When contracts were settled, for those who count days from it. */
@Component
public class SettledContracts {

    private final JdbcClient jdbc;

    SettledContracts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest settlement; empty while the contract is open. */
    public Optional<OffsetDateTime> findSettledAt(UUID contractId) {
        return jdbc.sql("select settled_at from contract_settlement where contract_id = :id order by run desc limit 1")
                .param("id", contractId).query(OffsetDateTime.class).optional();
    }
}
