package org.siji.platform.market;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.siji.platform.market.Edition.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import tools.jackson.databind.json.JsonMapper;

/** The table of contracts' wordings. */
@Repository
class Editions {

    private static final String SELECT = """
            select contract_id, edition, state, reason, mode, terms, window_to, dropped_needs, text, text_sha256, text_sm3,
                   signed_by_collective, signed_by_provider, proposed_by, proposed_at, in_force_at
            from contract_edition""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Editions(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    void insert(Edition edition) {
        jdbc.sql(
                """
                insert into contract_edition (contract_id, edition, state, reason, mode, terms, window_to, dropped_needs, text,
                    text_sha256, text_sm3, proposed_by, proposed_at)
                values (:id, :edition, :state, :reason, :mode, :terms::jsonb, :windowTo, :dropped, :text, :sha256, :sm3, :by, :at)""")
                .param("id", edition.contractId()).param("edition", edition.edition())
                .param("state", edition.state().name()).param("reason", edition.reason())
                .param("mode", edition.mode().name()).param("terms", json.writeValueAsString(edition.terms()))
                .param("windowTo", edition.windowTo()).param("dropped", edition.droppedNeeds().toArray(UUID[]::new))
                .param("text", edition.text()).param("sha256", edition.textSha256()).param("sm3", edition.textSm3())
                .param("by", edition.proposedBy()).param("at", edition.proposedAt()).update();
    }

    /** While it is a draft; the database refuses it later. */
    void rewrite(UUID contractId, ContractMode mode, ContractTerms terms, String text) {
        jdbc.sql("""
                update contract_edition set mode = :mode, terms = :terms::jsonb, text = :text, text_sha256 = :sha256,
                    text_sm3 = :sm3, proposed_at = :at
                where contract_id = :id and edition = 1""").param("id", contractId).param("mode", mode.name())
                .param("terms", json.writeValueAsString(terms)).param("text", text)
                .param("sha256", TextHashes.sha256(text)).param("sm3", TextHashes.sm3(text))
                .param("at", OffsetDateTime.now(clock)).update();
    }

    void move(UUID contractId, int edition, State state) {
        jdbc.sql("""
                update contract_edition set state = :state,
                    in_force_at = case when :state = 'IN_FORCE' then cast(:now as timestamptz) else in_force_at end
                where contract_id = :id and edition = :edition""").param("id", contractId).param("edition", edition)
                .param("state", state.name()).param("now", OffsetDateTime.now(clock)).update();
    }

    /** What waits for signatures when the contract ends comes to nothing. */
    void withdrawOpen(UUID contractId) {
        jdbc.sql("""
                update contract_edition set state = 'WITHDRAWN'
                where contract_id = :id and state in ('DRAFT', 'PROPOSED')""").param("id", contractId).update();
    }

    void sign(UUID contractId, int edition, ContractSide side) {
        jdbc.sql("""
                update contract_edition set signed_by_collective = signed_by_collective or :collective,
                    signed_by_provider = signed_by_provider or not :collective
                where contract_id = :id and edition = :edition""").param("id", contractId).param("edition", edition)
                .param("collective", side == ContractSide.COLLECTIVE).update();
    }

    Optional<Edition> find(UUID contractId, int edition) {
        return jdbc.sql(SELECT + " where contract_id = :id and edition = :edition").param("id", contractId)
                .param("edition", edition).query(this::read).optional();
    }

    List<Edition> list(UUID contractId) {
        return jdbc.sql(SELECT + " where contract_id = :id order by edition").param("id", contractId).query(this::read)
                .list();
    }

    /** An equal text may have been sent twice: the one that is in force speaks for both. */
    Optional<Edition> findByHash(String hash) {
        return jdbc.sql(SELECT + """
                 where (text_sha256 = :hash or text_sm3 = :hash) and state <> 'DRAFT'
                order by state <> 'IN_FORCE', edition desc limit 1""").param("hash", hash).query(this::read).optional();
    }

    private Edition read(ResultSet row, int number) throws SQLException {
        String text = row.getString("text");
        String sm3 = row.getString("text_sm3");
        return new Edition(row.getObject("contract_id", UUID.class), row.getInt("edition"),
                State.valueOf(row.getString("state")), row.getString("reason"),
                ContractMode.valueOf(row.getString("mode")),
                json.readValue(row.getString("terms"), ContractTerms.class),
                Objects.requireNonNull(row.getObject("window_to", LocalDate.class)),
                List.of((UUID[]) row.getArray("dropped_needs").getArray()), text, row.getString("text_sha256"),
                // Texts from before SM3 was kept have the same fingerprint now as they would have had then.
                sm3 == null ? TextHashes.sm3(text) : sm3, row.getBoolean("signed_by_collective"),
                row.getBoolean("signed_by_provider"), row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class), row.getObject("in_force_at", OffsetDateTime.class));
    }
}
