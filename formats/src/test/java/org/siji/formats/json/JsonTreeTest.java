package org.siji.formats.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.formats.json.JsonTree.Scalars;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTreeTest {

    private static final String JSON = "{\"亩\": 12.300, \"ok\": true, \"rows\": [1, \"a\", null]}";

    @Test
    void numbersAreKeptToTheLastDigitAsWritten() {
        assertThat(JsonTree.parse(JSON, Scalars.AS_WRITTEN))
                .isEqualTo(Map.of("亩", "12.300", "ok", "true", "rows", Arrays.asList("1", "a", null)));
    }

    @Test
    void numbersAndTruthValuesAreTyped() {
        assertThat(JsonTree.parse(JSON, Scalars.TYPED))
                .isEqualTo(Map.of("亩", 12.3, "ok", true, "rows", Arrays.asList(1.0, "a", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1, 2", "{\"a\" 1}", "nothing"})
    void whatIsNoJsonIsNull(String text) {
        for (Scalars scalars : List.of(Scalars.values())) {
            assertThat(JsonTree.parse(text, scalars)).isNull();
        }
    }
}
