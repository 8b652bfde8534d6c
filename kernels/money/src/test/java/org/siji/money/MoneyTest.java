package org.siji.money;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MoneyTest {

    @Test
    void yuanAreExact() {
        assertThat(Money.ofYuan("65.05").fen()).isEqualTo(6505);
        assertThat(Money.ofFen(-5).yuan()).isEqualByComparingTo("-0.05");
        assertThatThrownBy(() -> Money.ofYuan("0.001")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aRateTimesAnAreaIsRoundedHalfUp() {
        assertThat(Money.ofYuan("65.00").perMuTimes(66)).isEqualTo(Money.ofYuan("42.90"));
        assertThat(Money.ofFen(50).perMuTimes(1)).isEqualTo(Money.ofFen(1));
        assertThat(Money.ofFen(49).perMuTimes(1)).isEqualTo(Money.ZERO);
    }

    @Test
    void overflowIsLoud() {
        assertThatThrownBy(() -> Money.ofFen(Long.MAX_VALUE).plus(Money.ofFen(1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void hundredFenForThreeIs34And33And33() {
        assertThat(Allocation.byLargestRemainder(Money.ofFen(100), new long[]{1, 1, 1}))
                .containsExactly(Money.ofFen(34), Money.ofFen(33), Money.ofFen(33));
    }

    @Test
    void partsAddUpToTheFenAndAreWithinOneFenOfTheExactPart() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            long[] weights = random.longs(1 + random.nextInt(40), 0, 100_000).toArray();
            weights[0]++;
            Money total = Money.ofFen(random.nextLong(-1_000_000_000L, 1_000_000_000L));
            Money[] parts = Allocation.byLargestRemainder(total, weights);
            assertThat(Arrays.stream(parts).reduce(Money.ZERO, Money::plus)).as("seed %d", seed).isEqualTo(total);
            double sum = Arrays.stream(weights).sum();
            for (int i = 0; i < parts.length; i++) {
                assertThat(Math.abs(parts[i].fen() - total.fen() * (weights[i] / sum))).as("seed %d", seed)
                        .isLessThan(1.001);
            }
        }
    }

    @Test
    void nothingToShareByIsAnError() {
        assertThatThrownBy(() -> Allocation.byLargestRemainder(Money.ofFen(1), new long[]{0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allocation.byLargestRemainder(Money.ofFen(1), new long[]{-1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sharesAreExactFractions() {
        assertThat(Share.areWhole(Collections.nCopies(3, new Share(1, 3)))).isTrue();
        assertThat(Share.areWhole(List.of(new Share(33, 100), new Share(33, 100), new Share(33, 100)))).isFalse();
        assertThat(new Share(2, 4)).isEqualTo(new Share(1, 2));
    }
}
