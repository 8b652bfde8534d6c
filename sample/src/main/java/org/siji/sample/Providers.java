package org.siji.sample;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.siji.money.Money;

import static org.siji.sample.SampleMachine.Kind.COMBINE_HARVESTER;
import static org.siji.sample.SampleMachine.Kind.RICE_TRANSPLANTER;
import static org.siji.sample.SampleMachine.Kind.ROTARY_TILLER;
import static org.siji.sample.SampleMachine.Kind.SPRAYER;
import static org.siji.sample.SampleMachine.Kind.STRAW_CHOPPER;

/** Five providers with their machines and prices. Machines are of the small kinds that enter terraced plots. */
final class Providers {

    /** Kind, which model of the kind, operation, width m, rate mu/h, speed at work m/s. */
    private record Type(SampleMachine.Kind kind, int model, SampleOperation operation, double width, double rate,
            double speed) {}

    private static final Type SMALL_COMBINE = new Type(COMBINE_HARVESTER, 0, SampleOperation.HARVEST, 1.4, 4, 0.9);
    private static final Type COMBINE = new Type(COMBINE_HARVESTER, 1, SampleOperation.HARVEST, 2.0, 7, 1.2);
    private static final Type LARGE_COMBINE = new Type(COMBINE_HARVESTER, 2, SampleOperation.HARVEST, 2.3, 9, 1.3);
    private static final Type TILLER = new Type(ROTARY_TILLER, 0, SampleOperation.TILLAGE, 1.8, 5, 1.0);
    private static final Type LARGE_TILLER = new Type(ROTARY_TILLER, 1, SampleOperation.TILLAGE, 2.3, 7, 1.1);
    private static final Type TRANSPLANTER = new Type(RICE_TRANSPLANTER, 0, SampleOperation.TRANSPLANTING, 1.8, 4, 0.8);
    private static final Type PLANT_SPRAYER = new Type(SPRAYER, 0, SampleOperation.PLANT_PROTECTION, 6.0, 20, 1.5);
    private static final Type CHOPPER = new Type(STRAW_CHOPPER, 0, SampleOperation.STRAW_RETURN, 2.0, 8, 1.3);

    private static final List<List<Type>> FLEETS = List.of(
            List.of(COMBINE, COMBINE, LARGE_COMBINE, LARGE_TILLER, TRANSPLANTER, CHOPPER),
            List.of(COMBINE, COMBINE, TILLER, PLANT_SPRAYER), List.of(SMALL_COMBINE, TILLER),
            List.of(COMBINE, LARGE_COMBINE, TILLER, TRANSPLANTER, PLANT_SPRAYER, CHOPPER),
            List.of(COMBINE, SMALL_COMBINE, LARGE_TILLER));
    private static final List<SampleProvider.Kind> KINDS = List.of(SampleProvider.Kind.COOPERATIVE,
            SampleProvider.Kind.COMPANY, SampleProvider.Kind.FARMER, SampleProvider.Kind.COOPERATIVE,
            SampleProvider.Kind.COMPANY);

    private Providers() {}

    static List<SampleProvider> of(CountyPlan plan) {
        Dice dice = Dice.of(plan.seed(), 20);
        People people = new People(dice, 0);
        List<String> names = SampleWords.listNames("providers");
        List<SampleProvider> providers = new ArrayList<>();
        for (int p = 0; p < FLEETS.size(); p++) {
            int home = p * plan.villages() / FLEETS.size();
            String code = "P%02d".formatted(p + 1);
            providers.add(new SampleProvider(code, names.get(p), KINDS.get(p), creditCode(p), people.name(),
                    "1540100%04d".formatted(1001 + p), plan.villageCode(home),
                    machines(plan, home, code, FLEETS.get(p), p),
                    prices(FLEETS.get(p), dice.below(5))));
        }
        return providers;
    }

    private static String creditCode(int provider) {
        String organisation = "MA9SJ0%02d".formatted(provider + 1);
        String seventeen = "93" + SampleCounty.COUNTY_CODE + organisation
                + CheckCharacters.ofOrganisation(organisation);
        return seventeen + CheckCharacters.ofCreditCode(seventeen);
    }

    private static List<SampleMachine> machines(CountyPlan plan, int home, String provider, List<Type> fleet,
            int number) {
        Coordinate depot = new Coordinate();
        // West of the village's land, which begins at the origin of its plane and bends no further than 30 m.
        plan.plane(home).toLonLat(-120 - 25.0 * number, 150 + 40.0 * number, depot);
        List<SampleMachine> machines = new ArrayList<>();
        for (int m = 0; m < fleet.size(); m++) {
            Type type = fleet.get(m);
            String model = SampleWords.listNames("models." + type.kind()).get(type.model());
            machines.add(new SampleMachine(provider + "M%02d".formatted(m + 1), model, type.kind(), type.operation(),
                    type.width(), type.rate(), type.speed(), 5.0, depot.x, depot.y));
        }
        return machines;
    }

    private static List<SampleProvider.Price> prices(List<Type> fleet, int dearer) {
        List<SampleProvider.Price> prices = new ArrayList<>();
        for (SampleOperation operation : fleet.stream().map(Type::operation).distinct().toList()) {
            int single = switch (operation) {
                case HARVEST -> 120;
                case TILLAGE -> 110;
                case TRANSPLANTING -> 100;
                case STRAW_RETURN -> 50;
                default -> 15;
            } + dearer;
            prices.add(price(operation, 0, 5, single));
            prices.add(price(operation, 5, 50, single * 5 / 6));
            prices.add(price(operation, 50, null, single * 2 / 3));
        }
        return prices;
    }

    private static SampleProvider.Price price(SampleOperation operation, int from,
            @Nullable Integer to, int yuan) {
        return new SampleProvider.Price(operation, from, to, Money.ofFen(yuan * 100L));
    }
}
