package org.siji.platform.shares;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.money.Money;
import org.siji.money.Share;
import org.siji.platform.shares.DividendSheet.Holding;
import org.siji.platform.shares.DividendSheet.Purpose;
import org.siji.platform.shares.DividendSheet.Rate;
import org.siji.platform.shares.DividendSheet.Terms;

import static org.assertj.core.api.Assertions.assertThat;

class DividendSheetTest {

    /** 400 yuan of guaranteed rent per share, and part in what is left. */
    private static final Map<String, Terms> LAND = Map.of("LAND", new Terms(40_000, true), "FOUNDER",
            new Terms(0, true), "RENT", new Terms(40_000, false));
    private static final List<Rate> RATES = List.of(new Rate(Purpose.RESERVE, 1_000), new Rate(Purpose.WELFARE, 500));

    private static Holding holding(String shareClass, long numerator, long denominator) {
        return new Holding(UUID.randomUUID(), shareClass, new Share(numerator, denominator));
    }

    private static DividendSheet sheet(String income, String cost, String reserve, Holding... holdings) {
        return DividendSheet.of(Money.ofYuan(income), Money.ofYuan(cost), RATES, LAND, List.of(holdings),
                Money.ofYuan(reserve));
    }

    private static List<String> totals(DividendSheet sheet) {
        return sheet.lines().stream().map(line -> line.total().yuan().toPlainString()).toList();
    }

    @Test
    void aGoodYearPaysRentAndDividend() {
        DividendSheet sheet = sheet("50000", "30000", "0", holding("LAND", 20, 1), holding("LAND", 10, 1));
        assertThat(sheet.provisions()).extracting(one -> one.amount().yuan().toPlainString())
                .containsExactly("2000.00", "1000.00");
        assertThat(sheet.guaranteed()).isEqualTo(Money.ofYuan("12000"));
        assertThat(sheet.dividend()).isEqualTo(Money.ofYuan("5000"));
        assertThat(totals(sheet)).containsExactly("11333.33", "5666.67");
    }

    @Test
    void aThirdOfAShareIsExactlyAThird() {
        DividendSheet sheet = sheet("10000", "0", "0", holding("LAND", 10, 3), holding("LAND", 10, 3),
                holding("LAND", 10, 3));
        assertThat(totals(sheet)).containsExactly("2833.34", "2833.33", "2833.33");
    }

    @Test
    void theRentComesBeforeTheProvisionsAndTheLastVotedGoesFirst() {
        // 400 of surplus; voted 40 and 20; rent 380: welfare gives its 20, the reserve keeps 20 of its 40.
        DividendSheet sheet = sheet("400", "0", "0", holding("LAND", 95, 100));
        assertThat(sheet.provisions()).extracting(one -> one.amount().yuan().toPlainString())
                .containsExactly("20.00", "0.00");
        assertThat(sheet.missing()).isEqualTo(Money.ZERO);
        assertThat(totals(sheet)).containsExactly("380.00");
    }

    @Test
    void aBadYearIsCarriedByTheReserveAndTheRestStaysOwed() {
        DividendSheet sheet = sheet("100", "500", "500", holding("LAND", 1, 1), holding("RENT", 1, 1));
        assertThat(sheet.surplus()).isEqualTo(Money.ofYuan("-400"));
        assertThat(sheet.fromReserve()).isEqualTo(Money.ofYuan("500"));
        assertThat(sheet.missing()).isEqualTo(Money.ofYuan("300"));
        assertThat(totals(sheet)).containsExactly("250.00", "250.00");
    }

    @Test
    void whereNoShareTakesPartTheRestIsKept() {
        DividendSheet sheet = sheet("1000", "0", "0", holding("RENT", 1, 1));
        assertThat(sheet.kept()).isEqualTo(Money.ofYuan("450"));
        assertThat(totals(sheet)).containsExactly("400.00");
    }

    /** Whatever comes in: every fen is somewhere, nobody gets less than the largest remainder allows, nothing is negative. */
    @Test
    void everythingAddsUpForAnyBooks() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            List<Holding> holdings = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(30); i++) {
                holdings.add(holding(List.of("LAND", "FOUNDER", "RENT").get(random.nextInt(3)),
                        1 + random.nextInt(5000), 1 + random.nextInt(60)));
            }
            Money reserve = Money.ofFen(random.nextInt(3_000_000));
            DividendSheet sheet = DividendSheet.of(Money.ofFen(random.nextInt(1_000_000_000)),
                    Money.ofFen(random.nextInt(1_000_000_000)), RATES, LAND, holdings, reserve);
            Money in = Money.ofFen(Math.max(0, sheet.surplus().fen())).plus(sheet.fromReserve());
            Money provided = sheet.provisions().stream().map(DividendSheet.Provision::amount).reduce(Money.ZERO,
                    Money::plus);
            Money paid = sheet.lines().stream().map(DividendSheet.Line::total).reduce(Money.ZERO, Money::plus);
            assertThat(provided.plus(paid).plus(sheet.kept())).as("seed %d", seed).isEqualTo(in);
            assertThat(sheet.guaranteed().plus(sheet.dividend())).as("seed %d", seed).isEqualTo(paid);
            assertThat(sheet.fromReserve()).as("seed %d", seed).isLessThanOrEqualTo(reserve);
            assertThat(sheet.missing().isNegative()).as("seed %d", seed).isFalse();
            boolean rentIsShort = sheet.missing().fen() > 0;
            assertThat(rentIsShort && (provided.fen() > 0 || sheet.dividend().fen() > 0)).as("seed %d", seed).isFalse();
            assertDividendsFollowShares(sheet, seed);
        }
    }

    /** The slow obvious rule: each exact part, compared fraction by fraction, is missed by less than a fen. */
    private static void assertDividendsFollowShares(DividendSheet sheet, int seed) {
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        for (DividendSheet.Line line : sheet.lines()) {
            if (!line.shareClass().equals("RENT")) {
                BigInteger below = BigInteger.valueOf(line.shares().denominator());
                numerator = numerator.multiply(below)
                        .add(BigInteger.valueOf(line.shares().numerator()).multiply(denominator));
                denominator = denominator.multiply(below);
            }
        }
        for (DividendSheet.Line line : sheet.lines()) {
            boolean takes = !line.shareClass().equals("RENT") && numerator.signum() > 0;
            double exact = takes
                    ? sheet.dividend().fen() * new BigDecimal(denominator
                            .multiply(BigInteger.valueOf(line.shares().numerator())))
                            .divide(new BigDecimal(
                                    numerator.multiply(BigInteger.valueOf(line.shares().denominator()))),
                                    MathContext.DECIMAL64)
                            .doubleValue()
                    : 0;
            assertThat(Math.abs(line.dividend().fen() - exact)).as("seed %d", seed).isLessThan(1.001);
        }
    }
}
