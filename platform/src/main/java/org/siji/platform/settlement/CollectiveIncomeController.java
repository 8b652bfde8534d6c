package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contracts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** What a village collective earned in a season, line by line out of the ledger: fees for bringing sides together, dividends, ... */
@RestController
@RequestMapping("/api/v1/villages/{code}/income")
class CollectiveIncomeController {

    /** Kinds whose subject is a contract. */
    private static final Set<String> OF_CONTRACTS = Set.of(LedgerEntry.Kind.GAIN.name(),
            LedgerEntry.Kind.SUPERVISION.name());

    private final JdbcClient jdbc;
    private final Contracts contracts;

    CollectiveIncomeController(JdbcClient jdbc, Contracts contracts) {
        this.jdbc = jdbc;
        this.contracts = contracts;
    }

    private record Row(UUID transactionId, String kind, UUID subjectId, LocalDate effectiveOn, long amountFen) {}

    /**
     * @param kind    of the transaction; a counter-posting bears the kind of what it takes back. GAIN: the fee for bringing the sides
     *                of a contract together
     * @param subject the contract's number, where it is about one; null for dividends and whatever else
     */
    record Line(UUID transactionId, String kind, @Nullable String subject, LocalDate effectiveOn, long amountFen) {}

    record Income(String villageCode, int season, long totalFen, List<Line> items) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Income get(CurrentUser user, @PathVariable String code, @RequestParam int season) {
        user.requireVillage(code);
        List<Line> lines = jdbc.sql("""
                select t.id as transaction_id, coalesce(o.kind, t.kind) as kind, t.subject_id, t.effective_on,
                       sum(p.amount_fen)::bigint as amount_fen
                from ledger_account a join ledger_posting p on p.account_id = a.id
                join ledger_transaction t on t.id = p.transaction_id
                left join ledger_transaction o on o.id = t.reverses
                where a.kind = 'VILLAGE' and a.owner_id = :code and t.season = :season
                    and coalesce(o.kind, t.kind) <> 'PAYMENT'
                group by t.id, o.kind order by t.id""").param("code", code).param("season", season).query(Row.class)
                .list().stream().map(this::line).toList();
        return new Income(code, season, lines.stream().mapToLong(Line::amountFen).sum(), lines);
    }

    private Line line(Row row) {
        return new Line(row.transactionId(), row.kind(),
                OF_CONTRACTS.contains(row.kind()) ? contracts.getContract(row.subjectId()).number() : null,
                row.effectiveOn(), row.amountFen());
    }
}
