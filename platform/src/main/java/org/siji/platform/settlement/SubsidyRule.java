package org.siji.platform.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;

/**
 * What a fund pays for a piece of accepted work. Knows no database: claims and simulations compute with the very same thing.
 *
 * @param minCoverage        less gets nothing, 0 to 1
 * @param capFenPerHousehold most that a household gets out of the fund, by all its cultivators together; null: no cap
 * @param capFenPerProvider  most that is paid for one provider's work; null: no cap
 * @param maxPriceShare      of the work's price, all funds together; null: any
 * @param oncePerGround      a field is paid for up to its area and no further
 * @param excludeOtherFunds  nothing for work for which another fund has paid
 */
record SubsidyRule(int version, long fenPerMu, double minCoverage, @Nullable Long capFenPerHousehold,
        @Nullable Long capFenPerProvider, @Nullable Double maxPriceShare, boolean oncePerGround,
        boolean excludeOtherFunds) {

    /** Why it was paid as it was; sentences stand under {@code subsidy.*}. */
    enum Limit {
        PAID("subsidy.paid"), EXCLUDED("subsidy.excluded"), OTHER_FUND("subsidy.other-fund"), COVERAGE_LOW(
                "subsidy.coverage-low"),
        GROUND_ONCE("subsidy.ground-once"), PRICE_SHARE("subsidy.price-share"), CAPPED(
                "subsidy.capped"),
        PROVIDER_CAPPED(
                "subsidy.provider-capped"),
        FUND_EXHAUSTED("subsidy.fund-exhausted");

        final String code;

        Limit(String code) {
            this.code = code;
        }
    }

    /**
     * What the work is, and what was paid before it.
     *
     * @param fieldCentimu     of the whole field
     * @param grossFen         the price of the work
     * @param exclusion        why it gets nothing; null unless somebody said so
     * @param otherFundsFen    what other funds pay for this work
     * @param countedOnField   area of the field for which this fund has paid
     * @param toHouseholdFen   what this fund has paid to the household
     * @param toProviderFen    what this fund has paid for the provider's work
     * @param leftFen          what the fund may still spend on it
     */
    record Facts(long payableCentimu, long fieldCentimu, double coverage, long grossFen, @Nullable String exclusion,
            long otherFundsFen, long countedOnField, long toHouseholdFen, long toProviderFen, long leftFen) {}

    /**
     * @param claimedFen     what the rate alone would give
     * @param countedCentimu area that counts as paid for
     * @param limit          the last thing that made it less
     */
    record Award(long claimedFen, long countedCentimu, long paidFen, Limit limit, List<String> args) {

        static Award nothing(long claimedFen, Limit limit, String... args) {
            return new Award(claimedFen, 0, 0, limit, List.of(args));
        }
    }

    Award compute(Facts facts) {
        long claimed = Money.ofFen(fenPerMu).perMuTimes(facts.payableCentimu()).fen();
        if (facts.exclusion() != null) {
            return Award.nothing(claimed, Limit.EXCLUDED, facts.exclusion());
        }
        if (excludeOtherFunds && facts.otherFundsFen() > 0) {
            return Award.nothing(claimed, Limit.OTHER_FUND, yuan(facts.otherFundsFen()));
        }
        if (facts.coverage() < minCoverage) {
            return Award.nothing(claimed, Limit.COVERAGE_LOW, percent(facts.coverage()), percent(minCoverage));
        }
        Award award = onGround(facts, claimed);
        if (maxPriceShare != null) {
            long most = BigDecimal.valueOf(facts.grossFen()).multiply(BigDecimal.valueOf(maxPriceShare))
                    .setScale(0, RoundingMode.FLOOR).longValueExact();
            award = atMost(award, most - facts.otherFundsFen(), Limit.PRICE_SHARE, percent(maxPriceShare),
                    yuan(most));
        }
        if (capFenPerHousehold != null) {
            award = atMost(award, capFenPerHousehold - facts.toHouseholdFen(), Limit.CAPPED, yuan(capFenPerHousehold));
        }
        if (capFenPerProvider != null) {
            award = atMost(award, capFenPerProvider - facts.toProviderFen(), Limit.PROVIDER_CAPPED,
                    yuan(capFenPerProvider));
        }
        award = atMost(award, facts.leftFen(), Limit.FUND_EXHAUSTED);
        // Ground for which nothing was paid may be paid for later.
        return award.paidFen() > 0 ? award : new Award(claimed, 0, 0, award.limit(), award.args());
    }

    private Award onGround(Facts facts, long claimed) {
        long free = Math.max(0, facts.fieldCentimu() - facts.countedOnField());
        if (!oncePerGround || facts.payableCentimu() <= free) {
            return new Award(claimed, facts.payableCentimu(), claimed, Limit.PAID, List.of());
        }
        return new Award(claimed, free, Money.ofFen(fenPerMu).perMuTimes(free).fen(), Limit.GROUND_ONCE,
                List.of(mu(facts.fieldCentimu()), mu(facts.countedOnField()), mu(free)));
    }

    /** The room may be below zero: a cap that was lowered takes nothing back. */
    private static Award atMost(Award award, long room, Limit limit, String... args) {
        return award.paidFen() <= Math.max(0, room)
                ? award
                : new Award(award.claimedFen(), award.countedCentimu(), Math.max(0, room), limit, List.of(args));
    }

    private static String yuan(long fen) {
        return plain(BigDecimal.valueOf(fen, 2));
    }

    private static String mu(long centimu) {
        return plain(BigDecimal.valueOf(centimu, 2));
    }

    private static String percent(double share) {
        return plain(BigDecimal.valueOf(share).movePointRight(2));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
