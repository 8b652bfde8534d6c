package org.siji.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.locationtech.jts.geom.Polygon;
import org.siji.geo.LocalPlane;
import org.siji.money.Money;

/** Makes one village from the county's plan, always the same, whatever other villages are made before. */
final class VillageMaker {

    /** Every eighth village, the first among them, has a large grower. */
    private static final int VILLAGES_PER_GROWER = 8;
    private static final int LEASED_PARCELS = 40;
    private static final int GROWER = 1;

    private final CountyPlan plan;
    private final int village;
    private final Dice dice;
    private final String code;
    private final LocalPlane plane;
    private final List<SampleGroup> groups = new ArrayList<>();
    private final List<SampleHousehold> households = new ArrayList<>();
    private final List<SampleParcel> parcels = new ArrayList<>();
    private final List<SampleField> fields = new ArrayList<>();
    private final List<SampleTransfer> transfers = new ArrayList<>();
    private final List<SampleCultivator> growers = new ArrayList<>();

    VillageMaker(CountyPlan plan, int village) {
        this.plan = plan;
        this.village = village;
        dice = Dice.of(plan.seed(), 10, village);
        code = plan.villageCode(village);
        plane = plan.plane(village);
    }

    SampleVillage make() {
        int first = plan.firstGroup(village);
        int count = plan.firstGroup(village + 1) - first;
        int[] parcelsOfGroups = new int[count];
        for (int g = 0; g < count; g++) {
            parcelsOfGroups[g] = plan.parcels(first + g);
        }
        VillageLand land = new VillageLand(plane, Dice.of(plan.seed(), 11, village), parcelsOfGroups);
        People people = new People(Dice.of(plan.seed(), 12, village), village);
        for (int g = 0; g < count; g++) {
            group(g, first + g, land.groups().get(g), people);
        }
        String name = plan.villageName(village);
        String clerk = people.name();
        return new SampleVillage(code, name, name + SampleWords.listNames("collectiveSuffix").get(0), clerk,
                plan.township(village), groups, households, parcels, cultivators(), fields, transfers, land.lines());
    }

    private void group(int number, int numberInCounty, List<VillageLand.Ground> ground, People people) {
        String issuer = code + "%02d".formatted(number + 1);
        String clan = people.clan();
        int before = plan.householdsBefore(numberInCounty);
        List<SampleHousehold> families = new ArrayList<>();
        for (int h = 0; h < plan.households(numberInCounty); h++) {
            families.add(people.household(issuer + "%04d".formatted(h + 1), issuer, before + h, clan));
        }
        List<String> numerals = SampleWords.listNames("numerals");
        groups.add(new SampleGroup(issuer, numerals.get(number % numerals.size())
                + SampleWords.listNames("groupSuffix").get(0), families.get(0).code()));
        households.addAll(families);
        boolean hasGrower = number == 0 && village % VILLAGES_PER_GROWER == 0;
        int merged = hasGrower ? (int) ground.stream().filter(g -> g.hillside() == 0).limit(LEASED_PARCELS).count() : 0;
        List<SampleParcel> held = new Holdings(dice).parcels(issuer, ground, families, merged, hasGrower ? GROWER : -1);
        parcels.addAll(held);
        List<Polygon> inPlane = ground.stream().map(VillageLand.Ground::plane).toList();
        Fields maker = new Fields(plane);
        if (hasGrower) {
            lease(maker, held.subList(0, merged), inPlane.subList(0, merged), inPlane.subList(merged, inPlane.size()),
                    families.get(GROWER));
        }
        for (int i = merged; i < held.size(); i++) {
            SampleParcel parcel = held.get(i);
            if (parcel.surveyed().mu() > 0.8 && dice.chance(0.02)) {
                fields.addAll(maker.halves(parcel, inPlane.get(i), dice.pick(families).code()));
            } else {
                fields.add(maker.whole(parcel));
            }
        }
    }

    private void lease(Fields maker, List<SampleParcel> leased, List<Polygon> inPlane, List<Polygon> others,
            SampleHousehold family) {
        SampleCultivator grower = new SampleCultivator(code + "D01", SampleCultivator.Kind.LARGE_GROWER,
                family.head().name(), family.phone(), family.code());
        growers.add(grower);
        fields.add(maker.merged(grower.code(), leased, inPlane, others));
        LocalDate from = LocalDate.of(SampleSeason.YEAR - 2, 1, 1);
        for (int i = 0; i < leased.size(); i++) {
            SampleParcel parcel = leased.get(i);
            transfers.add(new SampleTransfer(parcel.issuerCode() + "%04d".formatted(i + 1), parcel.code(),
                    parcel.tenures().get(0).householdCode(), grower.code(), from, from.plusYears(10).minusDays(1),
                    Money.ofYuan("300").plus(Money.ofYuan("20").times(dice.below(6), 1))));
        }
    }

    private List<SampleCultivator> cultivators() {
        Set<String> farming = new HashSet<>();
        fields.forEach(f -> farming.add(f.cultivatorCode()));
        List<SampleCultivator> list = new ArrayList<>();
        for (SampleHousehold family : households) {
            if (farming.contains(family.code())) {
                list.add(new SampleCultivator(family.code(), SampleCultivator.Kind.HOUSEHOLD,
                        family.head().name(), family.phone(), family.code()));
            }
        }
        list.addAll(growers);
        return list;
    }
}
