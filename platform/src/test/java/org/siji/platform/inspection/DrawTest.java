package org.siji.platform.inspection;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The vectors of docs/decisions/007-inspection-samples.md, made by an independent program; the page's own drawing is tested on the same ones. */
class DrawTest {

    private static final List<String> NUMBERS = IntStream.rangeClosed(1, 20)
            .mapToObj(n -> "2026-101203-%05d".formatted(n)).toList();
    private static final byte[] SECRET = HexFormat.of()
            .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    @Test
    void theVectorsOfTheDecision() {
        String list = Draw.listSha256(NUMBERS);
        assertThat(list).isEqualTo("7a9ec54be32ba6e9d41356635eaa8ed81f97b24260c3dea1a15e0064b683343d");
        assertThat(Draw.commitmentTo(SECRET))
                .isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
        byte[] seed = Draw.seed(list, SECRET, "");
        assertThat(HexFormat.of().formatHex(seed))
                .isEqualTo("c5ca3b00767123805d7c9329710252dfd8d66fb7033283c59e7b55515e2132d8");
        assertThat(Draw.draw(NUMBERS, 5, seed)).containsExactly("2026-101203-00016", "2026-101203-00005",
                "2026-101203-00019", "2026-101203-00006", "2026-101203-00003");
        byte[] withEvent = Draw.seed(list, SECRET, "2026-07-20 排列五 40817");
        assertThat(HexFormat.of().formatHex(withEvent))
                .isEqualTo("27cfc7084eac32f1826eafd895652ef7b9f0148bd7b57db0bc0df284a0bcb822");
        assertThat(Draw.draw(NUMBERS, 5, withEvent)).containsExactly("2026-101203-00012", "2026-101203-00006",
                "2026-101203-00005", "2026-101203-00001", "2026-101203-00008");
    }

    /** 3 of 20, 20,000 times: each is expected 3,000 times with a standard deviation of 50.5; chi-square of 19 degrees stays below 43.8 (p = 0.001). */
    @Test
    void everyCandidateIsAsLikelyAsTheOthers() {
        int[] drawn = new int[NUMBERS.size()];
        int draws = 20_000;
        for (int n = 0; n < draws; n++) {
            byte[] seed = Draw.seed("", SECRET, String.valueOf(n));
            Draw.draw(NUMBERS, 3, seed).forEach(number -> drawn[NUMBERS.indexOf(number)]++);
        }
        double expected = draws * 3.0 / NUMBERS.size();
        double chiSquare = IntStream.of(drawn).mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        // Without replacement the counts scatter by 17/19 less than independent ones, so the bound is on the safe side.
        assertThat(chiSquare).isLessThan(43.8);
    }

    @Test
    void allAreDrawnWhenAllAreAskedForAndNoneTwice() {
        assertThat(Draw.draw(NUMBERS, 20, Draw.seed("a", SECRET, ""))).containsExactlyInAnyOrderElementsOf(NUMBERS)
                .doesNotHaveDuplicates();
        assertThat(Draw.draw(List.of("one"), 1, Draw.seed("a", SECRET, ""))).containsExactly("one");
    }
}
