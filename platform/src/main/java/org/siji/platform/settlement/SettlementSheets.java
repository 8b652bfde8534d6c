package org.siji.platform.settlement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

import org.siji.platform.api.Sentences;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Draws up a contract's sheet: the lines from what was computed, the sums below them from the ledger. */
@Component
public class SettlementSheets {

    private final JdbcClient jdbc;
    private final Contracts contracts;
    private final Providers providers;
    private final CultivatorRegister cultivators;
    private final FieldRegister fields;
    private final Bills bills;
    private final GainSharing gain;
    private final Sentences sentences;

    SettlementSheets(JdbcClient jdbc, Contracts contracts, Providers providers, CultivatorRegister cultivators,
            FieldRegister fields, Bills bills, GainSharing gain, Sentences sentences) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.providers = providers;
        this.cultivators = cultivators;
        this.fields = fields;
        this.bills = bills;
        this.gain = gain;
        this.sentences = sentences;
    }

    /** @throws org.siji.platform.api.ProblemException 404 if there is no such contract */
    public SettlementSheet getSheet(UUID contractId) {
        Contract contract = contracts.getContract(contractId);
        List<BilledLine> billed = bills.listOfContract(contractId);
        Map<UUID, Cultivator> names = cultivators
                .mapCultivators(billed.stream().map(BilledLine::cultivatorId).distinct().toList());
        Map<UUID, Field> places = fields.mapFields(billed.stream().map(BilledLine::fieldId).distinct().toList());
        List<SettlementSheet.Line> lines = billed.stream().map(line -> new SettlementSheet.Line(line.acceptanceId(),
                line.workOrderId(), line.cultivatorId(), nameOf(names, line.cultivatorId()), line.fieldId(),
                fieldName(places, line.fieldId()), line.payableCentimu(), line.singlePriceFenPerMu(),
                line.grossFen(), line.gainShareFen(), line.subsidyFen(), line.netFen(),
                line.subsidyReasons().stream()
                        .map(reason -> sentences.say(reason.code(), reason.args().toArray())).toList()))
                .toList();

        Posted posted = posted(contractId);
        SettlementSheet.Totals totals = new SettlementSheet.Totals(
                sum(lines, SettlementSheet.Line::payableCentimu), sum(lines, SettlementSheet.Line::grossFen),
                sum(lines, SettlementSheet.Line::gainShareFen), sum(lines, SettlementSheet.Line::subsidyFen),
                sum(lines, SettlementSheet.Line::netFen), posted.providerFen(), posted.villageFen(),
                sum(lines, SettlementSheet.Line::grossFen) - posted.providerFen(), posted.poolFen());
        long check = totals.netFen() - posted.fundFen() - totals.providerFen() - totals.villageFeeFen()
                - totals.poolLeftFen();
        return new SettlementSheet(contractId, contract.number(), contract.villageCode(), contract.season(),
                contract.operation(), contract.singlePriceFenPerMu(), contract.bundlePriceFenPerMu(),
                contract.serviceFeeFenPerMu(), gain.findRun(contractId).map(GainSharing.Run::run).orElse(0), lines,
                new SettlementSheet.Provider(contract.providerId(), providers.getProvider(contract.providerId()).name(),
                        contract.bundlePriceFenPerMu(), posted.providerFen()),
                totals, check);
    }

    /** What the ledger says was credited under a contract; a fund's amount is negative. */
    private record Posted(long providerFen, long villageFen, long poolFen, long fundFen) {}

    private Posted posted(UUID contractId) {
        return jdbc.sql("""
                select coalesce(sum(p.amount_fen) filter (where a.kind = 'PROVIDER'), 0) as provider_fen,
                       coalesce(sum(p.amount_fen) filter (where a.kind = 'VILLAGE'), 0) as village_fen,
                       coalesce(sum(p.amount_fen) filter (where a.kind = 'GAIN_POOL'), 0) as pool_fen,
                       coalesce(sum(p.amount_fen) filter (where a.kind = 'FUND'), 0) as fund_fen
                from ledger_transaction t
                join ledger_posting p on p.transaction_id = t.id
                join ledger_account a on a.id = p.account_id
                where t.subject_id = :contract
                   or t.subject_id in (select acceptance_id from bill_line where contract_id = :contract)""")
                .param("contract", contractId).query(Posted.class).single();
    }

    private static long sum(List<SettlementSheet.Line> lines, ToLongFunction<SettlementSheet.Line> column) {
        return lines.stream().mapToLong(column).sum();
    }

    private static String nameOf(Map<UUID, Cultivator> names, UUID id) {
        Cultivator cultivator = names.get(id);
        return cultivator == null ? "" : cultivator.nameMasked();
    }

    private static String fieldName(Map<UUID, Field> places, UUID id) {
        Field field = places.get(id);
        return field == null ? "" : field.name();
    }
}
