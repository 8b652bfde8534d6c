package org.siji.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.siji.dispatch.WorkOrder.LossSlope;

/** Small problems for the tests: literal ones, and random ones that use everything a problem can hold. */
final class Examples {

    static final LocalDate DAY = LocalDate.of(2026, 7, 20);
    static final Shift SHIFT = Shift.of(7 * 60, 17 * 60);

    private Examples() {}

    static Place place(String id, double lon) {
        return new Place(id, lon, 27.80);
    }

    static Machine combine(String id, int days) {
        return Machine.of(id, place("depot", 110.10), Map.of("HARVEST", 6.0), 15, SHIFT, 0, days - 1);
    }

    static WorkOrder harvest(String id, double lon, double mu, int firstDay, int lastDay) {
        return WorkOrder.of(id, place(id, lon), mu, "HARVEST", firstDay, lastDay);
    }

    static DispatchProblem problem(List<Machine> machines, List<WorkOrder> orders) {
        return DispatchProblem.of(DAY, 10, machines, orders, Travel.straight(1.3));
    }

    /** Half of the machines go home, some have skills and repairs; orders have losses, prizes, ties, weather and promises. */
    static DispatchProblem random(long seed) {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            Map<String, Double> rates = random.nextBoolean()
                    ? Map.of("HARVEST", 3 + random.nextDouble() * 9)
                    : Map.of("HARVEST", 4.0, "TILLAGE", 2 + random.nextDouble() * 5);
            int begin = (5 + random.nextInt(3)) * 60;
            int first = random.nextInt(5) - 2;
            Machine machine = Machine
                    .of("m" + i, place(random, "depot" + i), rates, 10 + random.nextInt(20),
                            Shift.of(begin, begin + (5 + random.nextInt(9)) * 60, new Span(12 * 60, 13 * 60)), first,
                            first + random.nextInt(12))
                    .withProvider("p" + i % 2).withCosts(random.nextInt(9000), random.nextInt(500), 20_000)
                    .withQualification(random.nextBoolean() ? Set.of("crawler") : Set.of(), random.nextInt(100));
            machine = random.nextBoolean() ? machine.withHomeEveryNight() : machine;
            machines.add(random.nextInt(3) == 0
                    ? machine.withDown(List.of(new Span(random.nextInt(9000), 9000 + random.nextInt(3000))))
                    : machine);
        }
        List<WorkOrder> orders = new ArrayList<>();
        List<Precedence> ties = new ArrayList<>();
        for (int i = 0; i < random.nextInt(80); i++) {
            int first = random.nextInt(12) - 2;
            WorkOrder order = WorkOrder
                    .of("j" + i, place(random, "f" + i), 0.3 + Math.pow(random.nextDouble(), 3) * 120,
                            random.nextInt(4) == 0 ? "TILLAGE" : "HARVEST", first, first + random.nextInt(8))
                    .withZone("z" + i % 3).withInterruptible(random.nextInt(4) > 0)
                    .withLoss(first + random.nextInt(3), new LossSlope(0, 500), new LossSlope(2, 2000))
                    .withRequirement(random.nextInt(5) == 0 ? Set.of("crawler") : Set.of(), random.nextInt(40));
            order = order.withSplittable(i % 4 == 1);
            int dawn = (first + 1) * Span.MINUTES_PER_DAY;
            order = i % 7 == 3 ? order.withStartWithin(new Span(dawn + 9 * 60, dawn + 35 * 60)) : order;
            order = random.nextInt(3) == 0 ? order.withPrizeFen(random.nextInt(100_000)) : order;
            orders.add(i > 2 && random.nextInt(8) == 0 ? order.withSameProviderAs("j" + (i - 1)) : order);
            if (i > 4 && random.nextInt(5) == 0) {
                int minLag = random.nextInt(600);
                ties.add(new Precedence("j" + (i - 1 - random.nextInt(4)), "j" + i, minLag,
                        random.nextBoolean() ? Precedence.NO_LIMIT : minLag + random.nextInt(4000)));
            }
        }
        List<WeatherBlock> weather = List.of(new WeatherBlock("z0", Set.of(), new Span(3000, 3600)),
                new WeatherBlock("z1", Set.of("HARVEST"), new Span(2300, 2460)));
        List<Frozen> frozen = orders.size() < 9 ? List.of() : List.of(Frozen.onDay("j5", "m0", 1));
        return problem(machines, orders).withPrecedences(ties).withWeather(weather).withFrozen(frozen);
    }

    /** Two machines that only harvest, and chains of four orders with little between them: mostly both ends of a tie stand on one route. */
    static DispatchProblem tightChains(long seed) {
        Random random = new Random(seed);
        List<WorkOrder> orders = new ArrayList<>();
        List<Precedence> ties = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int first = random.nextInt(4);
            orders.add(harvest("j" + i, 110.05 + random.nextDouble() * 0.2, 2 + random.nextInt(15), first, first + 3)
                    .withPrizeFen(20_000 + random.nextInt(60_000)).withLoss(first, new LossSlope(0, 2_000)));
            if (i % 4 > 0) {
                int lag = random.nextInt(200);
                ties.add(new Precedence("j" + (i - 1), "j" + i, lag, lag + 30 + random.nextInt(400)));
            }
        }
        return problem(List.of(combine("m0", 10), combine("m1", 10)), orders).withPrecedences(ties);
    }

    private static Place place(Random random, String id) {
        return new Place(id, 110 + random.nextDouble() * 0.3, 27.7 + random.nextDouble() * 0.3);
    }
}
