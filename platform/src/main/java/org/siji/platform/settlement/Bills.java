package org.siji.platform.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.siji.platform.api.StationSummary;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What cultivators are billed, and how their accounts stand: for statements and notices. */
@Component
public class Bills {

    private static final String LINE = """
            select b.acceptance_id, b.work_order_id, b.contract_id, b.cultivator_id, b.field_id, b.village_code, b.season,
                   b.operation, b.payable_centimu, b.single_price_fen_per_mu, b.gross_fen,
                   coalesce((select g.share_fen from gain_share g where g.acceptance_id = b.acceptance_id
                       order by g.run desc limit 1), 0) as gain_share_fen,
                   coalesce((select sum(c.paid_fen) from subsidy_claim c where c.acceptance_id = b.acceptance_id), 0)
                       as subsidy_fen,
                   array(select array_to_string(c.reason_code || c.reason_args, chr(31)) from subsidy_claim c
                       where c.acceptance_id = b.acceptance_id order by c.fund_id)
                       as subsidy_reasons
            from bill_line b where\s""" + BillLine.CURRENT;

    private final JdbcClient jdbc;

    Bills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ordered by operation and acceptance; what was superseded is left out, what was refused later has a zero area. */
    public List<BilledLine> listOfCultivators(Collection<UUID> cultivatorIds, int season) {
        return jdbc.sql(LINE + """
                 and b.cultivator_id = any(:ids) and b.season = :season order by b.contract_id, b.work_order_id""")
                .param("ids", cultivatorIds.toArray(UUID[]::new)).param("season", season).query(Bills::line).list();
    }

    public List<BilledLine> listOfContract(UUID contractId) {
        return jdbc.sql(LINE + " and b.contract_id = :id order by b.work_order_id").param("id", contractId)
                .query(Bills::line).list();
    }

    /** How a cultivator's account stands. Positive amounts are his to pay. */
    public record Standing(long broughtForwardFen, long netFen, long paidFen, long dueFen) {

        static final Standing EVEN = new Standing(0, 0, 0, 0);

        public Standing plus(Standing other) {
            return new Standing(broughtForwardFen + other.broughtForwardFen, netFen + other.netFen,
                    paidFen + other.paidFen, dueFen + other.dueFen);
        }
    }

    /**
     * Out of the ledger: brought forward from earlier seasons + net of the season - paid in the season = due.
     *
     * @return cultivators without a posting are absent
     */
    public Map<UUID, Standing> standings(Collection<UUID> cultivatorIds, int season) {
        Map<UUID, Standing> standings = new HashMap<>();
        jdbc.sql("""
                select a.owner_id,
                       -coalesce(sum(p.amount_fen) filter (where t.season < :season), 0) as brought_forward,
                       -coalesce(sum(p.amount_fen) filter (where t.season = :season and t.kind <> 'PAYMENT'), 0) as net,
                       coalesce(sum(p.amount_fen) filter (where t.season = :season and t.kind = 'PAYMENT'), 0) as paid,
                       -coalesce(sum(p.amount_fen) filter (where t.season <= :season), 0) as due
                from ledger_account a
                join ledger_posting p on p.account_id = a.id
                join ledger_transaction t on t.id = p.transaction_id
                where a.kind = 'CULTIVATOR' and a.owner_id = any(:ids) group by a.owner_id""").param("season", season)
                .param("ids", cultivatorIds.stream().map(UUID::toString).toArray(String[]::new)).query(row -> {
                    standings.put(UUID.fromString(row.getString("owner_id")),
                            new Standing(row.getLong("brought_forward"), row.getLong("net"), row.getLong("paid"),
                                    row.getLong("due")));
                });
        return standings;
    }

    public Standing standing(Collection<UUID> cultivatorIds, int season) {
        return standings(cultivatorIds, season).values().stream().reduce(Standing.EVEN, Standing::plus);
    }

    /**
     * What else than bills, gain, subsidies and payments is on the accounts in a season: a dividend, a dispute's outcome.
     *
     * @param kind      of the transaction; a counter-posting bears the kind of what it takes back
     * @param amountFen positive amounts are the cultivator's to pay
     */
    public record OtherPosting(UUID cultivatorId, UUID transactionId, String kind, LocalDate effectiveOn,
            long amountFen) {}

    /** In the order in which they were recorded. */
    public List<OtherPosting> listOthers(Collection<UUID> cultivatorIds, int season) {
        return jdbc.sql("""
                select a.owner_id::uuid as cultivator_id, t.id as transaction_id, coalesce(o.kind, t.kind) as kind,
                       t.effective_on, -sum(p.amount_fen) as amount_fen
                from ledger_account a
                join ledger_posting p on p.account_id = a.id
                join ledger_transaction t on t.id = p.transaction_id
                left join ledger_transaction o on o.id = t.reverses
                where a.kind = 'CULTIVATOR' and a.owner_id = any(:ids) and t.season = :season
                    and coalesce(o.kind, t.kind) not in ('BILL', 'GAIN', 'SUBSIDY', 'PAYMENT')
                group by a.owner_id, t.id, o.kind order by t.id""").param("season", season)
                .param("ids", cultivatorIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(DataClassRowMapper.newInstance(OtherPosting.class)).list();
    }

    /** The contracts of a village and season whose gain was shared out, ordered by id. */
    public List<UUID> listSettledContracts(String villageCode, int season) {
        return jdbc.sql("""
                select distinct contract_id from contract_settlement
                where village_code = :village and season = :season order by contract_id""")
                .param("village", villageCode).param("season", season).query(UUID.class).list();
    }

    /** Shares of the latest run of each contract: how many, for which area, how much. */
    public StationSummary summariseShares(int season, String regionPrefix) {
        return jdbc.sql("""
                select count(*) as count, coalesce(sum(g.weight) * 100 / 15.0, 0) as square_meters,
                       coalesce(sum(g.share_fen), 0) as amount_fen
                from gain_share g join contract_settlement s using (contract_id, run)
                where g.weight > 0 and s.season = :season and starts_with(s.village_code, :prefix)
                and not exists (select 1 from contract_settlement later
                    where later.contract_id = s.contract_id and later.run > s.run)""").param("season", season)
                .param("prefix", regionPrefix).query(StationSummary.class).single();
    }

    private static BilledLine line(ResultSet row, int number) throws SQLException {
        long gross = row.getLong("gross_fen");
        long gain = row.getLong("gain_share_fen");
        long subsidy = row.getLong("subsidy_fen");
        return new BilledLine(row.getObject("acceptance_id", UUID.class), row.getObject("work_order_id", UUID.class),
                row.getObject("contract_id", UUID.class), row.getObject("cultivator_id", UUID.class),
                row.getObject("field_id", UUID.class), row.getString("village_code"), row.getInt("season"),
                Operation.valueOf(row.getString("operation")), row.getLong("payable_centimu"),
                row.getLong("single_price_fen_per_mu"), gross, gain, subsidy, gross - gain - subsidy,
                Arrays.stream((String[]) row.getArray("subsidy_reasons").getArray()).map(Bills::reason).toList());
    }

    /** The code and its arguments come in one string: arrays of arrays must be as long as each other. */
    private static SubsidyReason reason(String joined) {
        List<String> parts = List.of(joined.split("\u001f", -1));
        return new SubsidyReason(parts.getFirst(), parts.subList(1, parts.size()));
    }
}
