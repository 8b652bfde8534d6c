package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.siji.platform.api.Operation;
import org.siji.platform.inspection.Checklist.Item;
import org.siji.platform.inspection.Checklist.Kind;
import org.siji.platform.inspection.Findings.Finding;
import org.siji.platform.inspection.Findings.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** From values at points to passed or failed. */
class FindingsTest {

    private static Item item(String code, @Nullable String least, @Nullable String most, @Nullable String share,
            boolean counts) {
        return new Item(code, code, "", Kind.NUMBER, number(least), number(most), number(share), counts, "", "", true);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Finding find(Item item, String... values) {
        List<Value> points = new ArrayList<>();
        for (String value : values) {
            points.add(new Value(item.code(), points.size() + 1, new BigDecimal(value)));
        }
        return Findings.of(new Checklist(new UUID(0, 1), null, Operation.TILLAGE, 1, 10, "", LocalDate.EPOCH,
                List.of(item)), points).getFirst();
    }

    @Test
    void aShareOfThePointsHasToLieWithin() {
        Item depth = item("DEPTH", "25", null, "0.9", true);
        Finding nine = find(depth, "25", "25", "26", "27", "28", "29", "30", "31", "32", "24.9");
        assertThat(nine.passed()).isTrue();
        assertThat(nine.within()).isEqualByComparingTo("0.9");
        assertThat(nine.mean()).isEqualByComparingTo("27.79");
        assertThat(find(depth, "25", "25", "26", "27", "28", "29", "30", "31", "24", "24.9").passed()).isFalse();
    }

    @Test
    void orTheMeanHasTo() {
        Item loss = item("LOSS", null, "3.5", null, true);
        assertThat(find(loss, "2", "5", "3.5").passed()).isTrue();
        assertThat(find(loss, "2", "5", "3.6").passed()).isFalse();
        assertThat(find(loss, "2", "5", "3.5").within()).isEqualByComparingTo("0.6667");
    }

    /** A third of three points is one of them, whatever a third looks like in decimals. */
    @Test
    void noShareIsMissedByRounding() {
        assertThat(find(item("A", "1", null, "0.6667", true), "1", "1", "0").passed()).isFalse();
        assertThat(find(item("A", "1", null, "0.6666", true), "1", "1", "0").passed()).isTrue();
    }

    @Test
    void whatIsOnlyWrittenDownDecidesNothing() {
        Finding drift = find(item("DRIFT", "100", null, null, false), "1");
        assertThat(drift.passed()).isNull();
        assertThat(Findings.passed(List.of(drift))).isTrue();
    }
}
