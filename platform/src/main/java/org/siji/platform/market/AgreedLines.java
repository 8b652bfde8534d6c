package org.siji.platform.market;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.siji.platform.market.ContractTerms.Penalty;
import org.siji.platform.market.ContractTerms.PlannedMilestone;
import org.siji.platform.market.ContractTerms.Yield;

/** The rows of the contract's template that say what is agreed beside the price. A list that stays empty leaves its line out. */
final class AgreedLines {

    private static final int PERCENT_DECIMALS = 2;
    private static final int KG_DECIMALS = 3;
    private static final List<Map<String, String>> ONCE = List.of(Map.of());

    private AgreedLines() {}

    static Map<String, List<Map<String, String>>> of(ContractTerms agreed, DateTimeFormatter day) {
        Map<String, List<Map<String, String>>> lists = new HashMap<>();
        Yield yield = agreed.yield();
        boolean supervised = agreed.supervisionFenPerMu() > 0;
        lists.put("supervised",
                supervised
                        ? List.of(Map.of("fee", ContractText.yuan(agreed.supervisionFenPerMu())))
                        : List.of());
        lists.put("guaranteed", yield == null
                ? List.of()
                : List.of(Map.of("kg", plain(yield.gramsPerMu(), KG_DECIMALS), "price",
                        ContractText.yuan(yield.fenPerKg()), "on", day.format(yield.priceOn()), "bears",
                        plain(yield.providerBearsBasisPoints(), PERCENT_DECIMALS))));
        lists.put("surplus", yield == null || yield.householdShareBasisPoints() == 0
                ? List.of()
                : List.of(Map.of("share", plain(yield.householdShareBasisPoints(), PERCENT_DECIMALS))));
        lists.put("benefits", agreed.benefits().stream()
                .map(each -> Map.of("name", each.name(), "value", ContractText.yuan(each.valueFen()))).toList());
        lists.put("fixed", !supervised && yield == null && agreed.benefits().isEmpty() ? ONCE : List.of());
        lists.put("milestones", milestones(agreed.milestones(), day));
        lists.put("noMilestones", agreed.milestones().isEmpty() ? ONCE : List.of());
        lists.put("deposit", agreed.depositFen() > 0
                ? List.of(Map.of("deposit", ContractText.yuan(agreed.depositFen())))
                : List.of());
        lists.put("noDeposit", agreed.depositFen() > 0 ? List.of() : ONCE);
        putPenalty(lists, agreed);
        lists.put("clause", agreed.clause().isEmpty()
                ? List.of()
                : List.of(Map.of("text", agreed.clause().replaceAll("\\s+", " "))));
        return lists;
    }

    private static void putPenalty(Map<String, List<Map<String, String>>> lists, ContractTerms agreed) {
        Penalty penalty = agreed.penalty();
        String cap = penalty == null ? "" : plain(penalty.capBasisPoints(), PERCENT_DECIMALS);
        lists.put("lateWork", penalty == null || penalty.lateFenPerMuDay() == 0
                ? List.of()
                : List.of(Map.of("perMu", ContractText.yuan(penalty.lateFenPerMuDay()), "cap", cap)));
        lists.put("lateMilestone", penalty == null || penalty.milestoneFenPerDay() == 0
                ? List.of()
                : List.of(Map.of("perDay", ContractText.yuan(penalty.milestoneFenPerDay()), "cap", cap)));
        lists.put("penalty", penalty == null ? List.of() : ONCE);
        lists.put("noPenalty", penalty == null ? ONCE : List.of());
    }

    private static List<Map<String, String>> milestones(List<PlannedMilestone> planned, DateTimeFormatter day) {
        return IntStream.range(0, planned.size())
                .mapToObj(i -> Map.of("index", String.valueOf(i + 1), "name", planned.get(i).name(), "due",
                        day.format(planned.get(i).dueOn()), "proof",
                        planned.get(i).proof().isEmpty() ? "—" : planned.get(i).proof()))
                .toList();
    }

    private static String plain(long unscaled, int decimals) {
        return BigDecimal.valueOf(unscaled, decimals).stripTrailingZeros().toPlainString();
    }
}
