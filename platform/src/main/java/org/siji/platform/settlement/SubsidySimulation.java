package org.siji.platform.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * What a rule would have cost: all accepted work of a season that holds, in the order in which it was accepted, computed by the rule
 * in memory. Writes nothing. Where a fund ran out or a cap bit, and decisions were changed afterwards, the order of then can't be had
 * again: what was corrected stands here where it was accepted the last time.
 */
@Component
class SubsidySimulation {

    private static final int CHANGED_SHOWN = 20;

    private final JdbcClient jdbc;
    private final SubsidyRules rules;
    private final CultivatorRegister register;

    SubsidySimulation(JdbcClient jdbc, SubsidyRules rules, CultivatorRegister register) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.register = register;
    }

    /**
     * @param costFen      what would have been paid out of the budget
     * @param unlimitedFen what the rule asks for, were the budget without end
     * @param paidFen      what was really paid: by this fund in its own season, else by the funds of its place and operation
     * @param more         households that would have got more than they got; fewer: less
     */
    record Result(int season, SubsidyRule rule, long budgetFen, long lines, long centimu, long costFen,
            long unlimitedFen, long paidFen, int more, int fewer, List<Village> villages, List<Effect> effects,
            List<Change> changes) {}

    record Village(String villageCode, long lines, long centimu, long paidFen, long costFen) {}

    /** @param cutFen what the rate alone would have given beyond what is paid */
    record Effect(String code, long lines, long households, long cutFen) {}

    record Change(UUID beneficiaryId, UUID cultivatorId, String nameMasked, String villageCode, long paidFen,
            long costFen) {}

    private record Line(UUID cultivatorId, UUID beneficiaryId, UUID providerId, UUID fieldId, String villageCode,
            long payableCentimu, long fieldCentimu, double coverage, long grossFen, long ownFen, long othersFen) {}

    Result simulate(Funds.Fund fund, int season, SubsidyRule rule, long budgetFen) {
        List<Line> lines = lines(fund, season);
        List<SubsidyRules.Exclusion> exclusions = rules.listHolding(fund.id());
        List<SubsidyRule.Award> awards = replay(lines, rule, exclusions, budgetFen);
        long unlimited = replay(lines, rule, exclusions, Long.MAX_VALUE).stream()
                .mapToLong(SubsidyRule.Award::paidFen).sum();
        Map<String, Village> villages = new TreeMap<>();
        Map<UUID, Change> households = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            long cost = awards.get(i).paidFen();
            villages.merge(line.villageCode(),
                    new Village(line.villageCode(), 1, line.payableCentimu(), line.ownFen(), cost),
                    (a, b) -> new Village(a.villageCode(), a.lines() + b.lines(), a.centimu() + b.centimu(),
                            a.paidFen() + b.paidFen(), a.costFen() + b.costFen()));
            households.merge(line.beneficiaryId(),
                    new Change(line.beneficiaryId(), line.cultivatorId(), "", line.villageCode(), line.ownFen(), cost),
                    (a, b) -> new Change(a.beneficiaryId(), a.cultivatorId(), "", a.villageCode(),
                            a.paidFen() + b.paidFen(), a.costFen() + b.costFen()));
        }
        return new Result(season, rule, budgetFen, lines.size(),
                lines.stream().mapToLong(Line::payableCentimu).sum(),
                awards.stream().mapToLong(SubsidyRule.Award::paidFen).sum(), unlimited,
                lines.stream().mapToLong(Line::ownFen).sum(),
                (int) households.values().stream().filter(one -> one.costFen() > one.paidFen()).count(),
                (int) households.values().stream().filter(one -> one.costFen() < one.paidFen()).count(),
                List.copyOf(villages.values()), effects(lines, awards), changes(households));
    }

    private List<Line> lines(Funds.Fund fund, int season) {
        return jdbc.sql("""
                select b.cultivator_id, b.beneficiary_id, b.provider_id, b.field_id, b.village_code, b.payable_centimu,
                       b.field_centimu, b.coverage, b.gross_fen, coalesce(p.own_fen, 0) as own_fen,
                       coalesce(p.others_fen, 0) as others_fen
                from bill_line b left join (
                    select c.acceptance_id,
                           sum(c.paid_fen) filter (where f.id = :fund or (f.season <> :own and f.region_code = :region)) as own_fen,
                           sum(c.paid_fen) filter (where f.id <> :fund and (f.season = :own or f.region_code <> :region))
                               as others_fen
                    from subsidy_claim c join fund f on f.id = c.fund_id
                    where f.season = :season and f.operation = :operation group by c.acceptance_id) p using (acceptance_id)
                where b.season = :season and b.operation = :operation and starts_with(b.village_code, :region)
                and b.payable_centimu > 0 and\s""" + BillLine.CURRENT + " order by b.acceptance_id")
                .param("fund", fund.id()).param("own", fund.season()).param("region", fund.regionCode())
                .param("season", season).param("operation", fund.operation().name()).query(Line.class).list();
    }

    private static List<SubsidyRule.Award> replay(List<Line> lines, SubsidyRule rule,
            List<SubsidyRules.Exclusion> exclusions, long budgetFen) {
        Map<UUID, Long> ground = new HashMap<>();
        Map<UUID, Long> households = new HashMap<>();
        Map<UUID, Long> providers = new HashMap<>();
        List<SubsidyRule.Award> awards = new ArrayList<>();
        long left = budgetFen;
        for (Line line : lines) {
            SubsidyRule.Award award = rule.compute(new SubsidyRule.Facts(line.payableCentimu(), line.fieldCentimu(),
                    line.coverage(), line.grossFen(),
                    SubsidyRules.exclusionOf(exclusions, line.fieldId(), line.cultivatorId(), line.providerId()),
                    line.othersFen(), ground.getOrDefault(line.fieldId(), 0L),
                    households.getOrDefault(line.beneficiaryId(), 0L),
                    providers.getOrDefault(line.providerId(), 0L), left));
            left -= award.paidFen();
            ground.merge(line.fieldId(), award.countedCentimu(), Long::sum);
            households.merge(line.beneficiaryId(), award.paidFen(), Long::sum);
            providers.merge(line.providerId(), award.paidFen(), Long::sum);
            awards.add(award);
        }
        return awards;
    }

    private static List<Effect> effects(List<Line> lines, List<SubsidyRule.Award> awards) {
        Map<SubsidyRule.Limit, Effect> effects = new EnumMap<>(SubsidyRule.Limit.class);
        Map<SubsidyRule.Limit, Set<UUID>> households = new EnumMap<>(SubsidyRule.Limit.class);
        for (int i = 0; i < lines.size(); i++) {
            SubsidyRule.Award award = awards.get(i);
            households.computeIfAbsent(award.limit(), limit -> new HashSet<>()).add(lines.get(i).beneficiaryId());
            effects.merge(award.limit(),
                    new Effect(award.limit().code, 1, 0, award.claimedFen() - award.paidFen()),
                    (a, b) -> new Effect(a.code(), a.lines() + b.lines(), 0, a.cutFen() + b.cutFen()));
        }
        return effects.entrySet().stream().map(one -> new Effect(one.getValue().code(), one.getValue().lines(),
                requireNonNull(households.get(one.getKey())).size(), one.getValue().cutFen())).toList();
    }

    private List<Change> changes(Map<UUID, Change> households) {
        List<Change> most = households.values().stream().filter(one -> one.costFen() != one.paidFen())
                .sorted(Comparator.comparingLong((Change one) -> -Math.abs(one.costFen() - one.paidFen()))
                        .thenComparing(Change::beneficiaryId))
                .limit(CHANGED_SHOWN).toList();
        Map<UUID, Cultivator> names = register.mapCultivators(most.stream().map(Change::cultivatorId).toList());
        return most.stream().map(one -> {
            Cultivator cultivator = names.get(one.cultivatorId());
            return new Change(one.beneficiaryId(), one.cultivatorId(),
                    cultivator == null ? "" : cultivator.nameMasked(), one.villageCode(), one.paidFen(),
                    one.costFen());
        }).toList();
    }
}
