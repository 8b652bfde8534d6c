package org.siji.platform.shares;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.money.Allocation;
import org.siji.money.Money;
import org.siji.money.Share;

/**
 * How a year's surplus becomes provisions, guaranteed rent and dividend. The order is that of the sheet that hangs on the wall:
 * <ol>
 * <li>surplus = income - cost;</li>
 * <li>provisions = surplus x the percentages that were voted, each rounded half up to the fen (none from a loss);</li>
 * <li>guaranteed rent = rate x shares, rounded half up per holding. It comes before everything else: if what is left of the surplus
 * does not reach, the provisions are given up from the last to the first, then the reserve of earlier years pays, and what is
 * missing even then is shared out by largest remainder and stays owed;</li>
 * <li>dividend = what is left, by shares of the classes that take part in it, by largest remainder.</li>
 * </ol>
 * Everything adds up to the fen: {@code surplus (if any) + fromReserve = provisions + guaranteed paid + dividend + kept}, where
 * something is kept only when no class takes part in the dividend.
 *
 * @param provisions what is set aside, in the order in which it was voted
 * @param missing    guaranteed rent that could not be paid and stays owed
 * @param kept       stays in the entity since no share takes part in the dividend
 */
record DividendSheet(Money income, Money cost, Money surplus, List<Provision> provisions, Money fromReserve,
        Money guaranteed, Money missing, Money dividend, Money kept, List<Line> lines) {

    static final int BASIS_POINTS = 10_000;

    /** What the surplus is set aside for. */
    enum Purpose {
        RESERVE, WELFARE
    }

    /** @param basisPoints hundredths of a percent of the surplus */
    record Rate(Purpose purpose, int basisPoints) {}

    /** @param voted what the percentage gives; @param amount what is left of it after the guaranteed rent has been served */
    record Provision(Purpose purpose, int basisPoints, Money voted, Money amount) {}

    /** @param takesDividend whether its shares take part in what is left after the guaranteed rent */
    record Terms(long guaranteedFenPerShare, boolean takesDividend) {}

    /** @param shares how many, exactly: 10/3 shares after an inheritance by three */
    record Holding(UUID id, String shareClass, Share shares) {}

    /** @param due the guaranteed rent that the holding has a right to; @param guaranteed what is paid of it */
    record Line(UUID holdingId, String shareClass, Share shares, Money due, Money guaranteed, Money dividend) {

        Money total() {
            return guaranteed.plus(dividend);
        }
    }

    /**
     * @param terms       by class
     * @param reserveHeld what the reserve of earlier years holds
     */
    static DividendSheet of(Money income, Money cost, List<Rate> rates, Map<String, Terms> terms,
            List<Holding> holdings, Money reserveHeld) {
        Money surplus = income.minus(cost);
        Money available = surplus.isNegative() ? Money.ZERO : surplus;
        List<Money> due = holdings.stream().map(holding -> guaranteed(holding, terms)).toList();
        Money allDue = due.stream().reduce(Money.ZERO, Money::plus);

        List<Provision> provisions = provide(available, allDue, rates);
        Money provided = provisions.stream().map(Provision::amount).reduce(Money.ZERO, Money::plus);
        Money left = available.minus(provided);
        Money fromReserve = least(reserveHeld, positive(allDue.minus(left)));
        Money paid = least(allDue, left.plus(fromReserve));
        Money rest = left.plus(fromReserve).minus(paid);

        Money[] guaranteed = Allocation.byLargestRemainder(paid, due.stream().mapToLong(Money::fen).toArray());
        List<Share> weights = holdings.stream()
                .map(holding -> termsOf(holding, terms).takesDividend() ? holding.shares() : Share.NONE).toList();
        boolean anyTakes = weights.stream().anyMatch(weight -> weight.numerator() > 0);
        Money shared = anyTakes ? rest : Money.ZERO;
        Money[] dividends = Allocation.byLargestRemainder(shared, weights);

        List<Line> lines = new ArrayList<>(holdings.size());
        for (int i = 0; i < holdings.size(); i++) {
            Holding holding = holdings.get(i);
            lines.add(new Line(holding.id(), holding.shareClass(), holding.shares(), due.get(i), guaranteed[i],
                    dividends[i]));
        }
        return new DividendSheet(income, cost, surplus, provisions, fromReserve, paid, allDue.minus(paid), shared,
                rest.minus(shared), List.copyOf(lines));
    }

    private static Terms termsOf(Holding holding, Map<String, Terms> terms) {
        Terms own = terms.get(holding.shareClass());
        if (own == null) {
            throw new IllegalArgumentException("no terms for class " + holding.shareClass());
        }
        return own;
    }

    private static Money guaranteed(Holding holding, Map<String, Terms> terms) {
        return Money.ofFen(termsOf(holding, terms).guaranteedFenPerShare()).times(holding.shares().numerator(),
                holding.shares().denominator());
    }

    /** The last ones voted are given up first when the guaranteed rent needs it. */
    private static List<Provision> provide(Money available, Money due, List<Rate> rates) {
        Map<Rate, Money> voted = new LinkedHashMap<>();
        rates.forEach(rate -> voted.put(rate, available.times(rate.basisPoints(), BASIS_POINTS)));
        Money all = voted.values().stream().reduce(Money.ZERO, Money::plus);
        Money toGiveUp = least(all, positive(due.plus(all).minus(available)));
        List<Provision> provisions = new ArrayList<>();
        for (Rate rate : rates.reversed()) {
            Money amount = voted.getOrDefault(rate, Money.ZERO);
            Money givenUp = least(amount, toGiveUp);
            toGiveUp = toGiveUp.minus(givenUp);
            provisions.addFirst(new Provision(rate.purpose(), rate.basisPoints(), amount, amount.minus(givenUp)));
        }
        return List.copyOf(provisions);
    }

    private static Money least(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Money positive(Money amount) {
        return amount.isNegative() ? Money.ZERO : amount;
    }
}
