package org.siji.dispatch.search;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingPricesTest {

    private final SearchProblem problem = lastMayStayOut(Problems.random(new Random(4), 30, false));
    private final Routes routes = new Routes(problem);
    private final WaitingPrices prices = new WaitingPrices(problem, 1);

    @Test
    void aClientGetsDearerWhileItWaitsAndCheaperAfterwards() {
        for (int i = 0; i < 50; i++) {
            prices.adapt(false, routes);
        }
        routes.addUndone(0);
        adapt(20);
        long waited = prices.of(0);
        assertThat(waited).isGreaterThan(2 * prices.of(1));
        assertThat(prices.sum(routes)).isEqualTo(waited);

        routes.clear();
        adapt(500);
        assertThat(prices.of(0)).isEqualTo(prices.of(1));
    }

    @Test
    void noPriceExceedsThatOfLeavingAClientOut() {
        routes.addUndone(0);
        for (int i = 0; i < 1000; i++) {
            prices.adapt(true, routes);
        }
        assertThat(prices.of(0)).isEqualTo(problem.mustServe);
        assertThat(prices.of(29)).isEqualTo(123);
    }

    private static SearchProblem lastMayStayOut(SearchProblem all) {
        long[] undone = all.undoneCost.clone();
        undone[undone.length - 1] = 123;
        return new SearchProblem(all.places, all.open, all.close, all.demand, undone, all.types);
    }

    private void adapt(int times) {
        for (int i = 0; i < times; i++) {
            prices.adapt(i % 2 == 0, routes);
        }
    }
}
