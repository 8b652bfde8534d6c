package org.siji.platform.api;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTest {

    @Test
    void idsSortByTheOrderInWhichTheyWereMade() {
        List<String> ids = IntStream.range(0, 20_000).mapToObj(i -> Ids.next()).map(UUID::toString).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates()
                .allMatch(id -> id.charAt(14) == '7' && "89ab".indexOf(id.charAt(19)) >= 0);
    }
}
