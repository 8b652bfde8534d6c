package org.siji.platform.market;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.market.Edition.Amendment;
import org.siji.platform.market.Edition.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import tools.jackson.databind.json.JsonMapper;

/** The table of contracts' wordings. */
@Repository
class Editions {

    private static final String SELECT = """
            select contract_id, edition, state, reason, mode, terms, window_from, window_to, bundle_price_fen_per_mu, price_from,
                   price_holds_from, dropped_needs, added_needs, changes, text, text_sha256, text_sm3, signed_by_collective,
                   signed_by_provider, proposed_by, proposed_side, proposed_at, in_force_at, closed_by, closed_reason
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
        Amendment amendment = edition.amendment();
        jdbc.sql("""
                insert into contract_edition (contract_id, edition, state, reason, mode, terms, window_from, window_to,
                    bundle_price_fen_per_mu, price_from, dropped_needs, added_needs, changes, text, text_sha256, text_sm3,
                    proposed_by, proposed_side, proposed_at)
                values (:id, :edition, :state, :reason, :mode, :terms::jsonb, :windowFrom, :windowTo, :price, :priceFrom,
                    :dropped, :added, :changes, :text, :sha256, :sm3, :by, :side, :at)""")
                .param("id", edition.contractId()).param("edition", edition.edition())
                .param("state", edition.state().name()).param("reason", amendment == null ? "" : amendment.reason())
                .param("mode", edition.mode().name()).param("terms", json.writeValueAsString(edition.terms()))
                .param("windowFrom", edition.windowFrom()).param("windowTo", edition.windowTo())
                .param("price", edition.bundlePriceFenPerMu())
                .param("priceFrom", amendment == null ? null : amendment.priceFrom())
                .param("dropped", ids(amendment == null ? List.of() : amendment.droppedNeeds()))
                .param("added", ids(amendment == null ? List.of() : amendment.addedNeeds()))
                .param("changes", (amendment == null ? List.<String>of() : amendment.changes()).toArray(String[]::new))
                .param("text", edition.text()).param("sha256", edition.textSha256()).param("sm3", edition.textSm3())
                .param("by", edition.proposedBy())
                .param("side", (amendment == null ? ContractSide.COLLECTIVE : amendment.proposedSide()).name())
                .param("at", edition.proposedAt()).update();
    }

    private static UUID[] ids(List<UUID> needs) {
        return needs.toArray(UUID[]::new);
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

    /** The wording before gives way to this one. */
    void putInForce(Edition edition, int before, @Nullable LocalDate priceHoldsFrom) {
        move(edition.contractId(), before, State.SUPERSEDED);
        move(edition.contractId(), edition.edition(), State.IN_FORCE);
        jdbc.sql("update contract_edition set price_holds_from = :from where contract_id = :id and edition = :edition")
                .param("from", priceHoldsFrom).param("id", edition.contractId()).param("edition", edition.edition())
                .update();
    }

    /** What waits for signatures comes to nothing; where the contract itself ends, it says why. */
    void withdrawOpen(UUID contractId, @Nullable String by, @Nullable String reason) {
        jdbc.sql("""
                update contract_edition set state = 'WITHDRAWN', closed_by = :by, closed_reason = :reason
                where contract_id = :id and state in ('DRAFT', 'PROPOSED')""").param("id", contractId).param("by", by)
                .param("reason", reason).update();
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

    Edition getEdition(UUID contractId, int edition) {
        return find(contractId, edition).orElseThrow();
    }

    /** The one that both sides can sign now. */
    Optional<Edition> findProposed(UUID contractId) {
        return jdbc.sql(SELECT + " where contract_id = :id and state = 'PROPOSED'").param("id", contractId)
                .query(this::read).optional();
    }

    List<Edition> list(UUID contractId) {
        return jdbc.sql(SELECT + " where contract_id = :id order by edition").param("id", contractId).query(this::read)
                .list();
    }

    private record Step(@Nullable LocalDate priceHoldsFrom, long bundlePriceFenPerMu) {}

    /** The first price, and those that amendments brought, in the order in which they were signed. */
    List<PriceStep> listPriceSteps(UUID contractId) {
        List<PriceStep> steps = new ArrayList<>();
        jdbc.sql("""
                select price_holds_from, bundle_price_fen_per_mu from contract_edition
                where contract_id = :id and (edition = 1 or price_holds_from is not null) order by edition""")
                .param("id", contractId).query(Step.class).list()
                .forEach(step -> steps.add(new PriceStep(
                        Objects.requireNonNullElse(step.priceHoldsFrom, LocalDate.MIN), step.bundlePriceFenPerMu)));
        return steps;
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
                State.valueOf(row.getString("state")), ContractMode.valueOf(row.getString("mode")),
                json.readValue(row.getString("terms"), ContractTerms.class),
                Objects.requireNonNull(row.getObject("window_from", LocalDate.class)),
                Objects.requireNonNull(row.getObject("window_to", LocalDate.class)),
                row.getLong("bundle_price_fen_per_mu"), amendment(row), text, row.getString("text_sha256"),
                // Texts from before SM3 was kept have the same fingerprint now as they would have had then.
                sm3 == null ? TextHashes.sm3(text) : sm3, row.getBoolean("signed_by_collective"),
                row.getBoolean("signed_by_provider"), row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class), row.getObject("in_force_at", OffsetDateTime.class));
    }

    private static @Nullable Amendment amendment(ResultSet row) throws SQLException {
        if (row.getInt("edition") == 1) {
            return null;
        }
        return new Amendment(ContractSide.valueOf(row.getString("proposed_side")), row.getString("reason"),
                List.of((String[]) row.getArray("changes").getArray()), ids(row.getArray("dropped_needs")),
                ids(row.getArray("added_needs")), row.getObject("price_from", LocalDate.class),
                row.getObject("price_holds_from", LocalDate.class), row.getString("closed_by"),
                row.getString("closed_reason"));
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
