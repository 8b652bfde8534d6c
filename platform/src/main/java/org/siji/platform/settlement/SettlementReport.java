package org.siji.platform.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contracts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The settlement station: billed pieces of work, their payable area, and what they cost before gain and subsidy. */
@Component
class SettlementReport implements StationReport {

    private final JdbcClient jdbc;
    private final Contracts contracts;

    SettlementReport(JdbcClient jdbc, Contracts contracts) {
        this.jdbc = jdbc;
        this.contracts = contracts;
    }

    @Override
    public Station station() {
        return Station.SETTLEMENT;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), waiting(season, regionPrefix));
    }

    private StationSummary summarise(int season, String regionPrefix) {
        return jdbc.sql("select count(*) as count, coalesce(sum(b.payable_centimu) * 100 / 15.0, 0) as square_meters,"
                + " coalesce(sum(b.gross_fen), 0) as amount_fen from bill_line b where b.payable_centimu > 0"
                + " and b.season = :season and starts_with(b.village_code, :prefix) and " + BillLine.CURRENT)
                .param("season", season).param("prefix", regionPrefix).query(StationSummary.class).single();
    }

    private List<WaitingItem> waiting(int season, String regionPrefix) {
        List<WaitingItem> items = new ArrayList<>();
        long unsettled = jdbc.sql("""
                select count(distinct b.contract_id) from bill_line b
                where b.contract_id = any(:over)
                and not exists (select 1 from contract_settlement s where s.contract_id = b.contract_id)""")
                .param("over", contracts.listOver(regionPrefix, season).toArray(UUID[]::new)).query(Long.class)
                .single();
        add(items, "settlement.waiting.unsettled", unsettled, "/season-settlements");
        add(items, "settlement.waiting.unpaid", countInDebt(season, regionPrefix),
                "/accounts?kind=CULTIVATOR");
        return items;
    }

    private long countInDebt(int season, String regionPrefix) {
        return jdbc.sql("""
                select count(*) from (select p.account_id
                from ledger_posting p join ledger_account a on a.id = p.account_id
                join ledger_transaction t on t.id = p.transaction_id
                where a.kind = 'CULTIVATOR' and starts_with(a.village_code, :prefix) and t.season = :season
                group by p.account_id having sum(p.amount_fen) < 0) in_debt""")
                .param("prefix", regionPrefix).param("season", season).query(Long.class).single();
    }

    private static void add(List<WaitingItem> items, String code, long count, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, Role.VILLAGE.name(), link));
        }
    }
}
