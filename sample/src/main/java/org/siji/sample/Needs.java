package org.siji.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The season's wishes. They come in clusters, hillside by hillside: neighbours ask together for about the same days, so that
 * bundles form; some do not ask or ask for other days, so that holes stay.
 */
final class Needs {

    static final LocalDate HARVEST_FROM = LocalDate.of(SampleSeason.YEAR, 10, 16);
    static final LocalDate HARVEST_TO = LocalDate.of(SampleSeason.YEAR, 11, 12);

    /** An operation, when its windows open at the earliest, and on what part of the hillsides it is asked for. */
    private record Demand(SampleOperation operation, LocalDate from, int spreadDays, double hillsides, double takeUp) {}

    private static final List<Demand> DEMANDS = List.of(
            new Demand(SampleOperation.TILLAGE, LocalDate.of(SampleSeason.YEAR, 7, 12), 6, 0.3, 0.7),
            new Demand(SampleOperation.TRANSPLANTING, LocalDate.of(SampleSeason.YEAR, 7, 18), 6, 0.12, 0.6),
            new Demand(SampleOperation.PLANT_PROTECTION, LocalDate.of(SampleSeason.YEAR, 8, 20), 8, 0.12, 0.5),
            new Demand(SampleOperation.STRAW_RETURN, LocalDate.of(SampleSeason.YEAR, 11, 8), 5, 0.1, 0.6));
    private static final double LARGE_HILLSIDE_MU = 40;

    private final Dice dice;
    private final List<SampleNeed> needs = new ArrayList<>();

    private Needs(Dice dice) {
        this.dice = dice;
    }

    static List<SampleNeed> of(long seed, List<SampleVillage> villages) {
        Needs needs = new Needs(Dice.of(seed, 30));
        villages.forEach(needs::village);
        return needs.needs;
    }

    private void village(SampleVillage village) {
        Map<String, SampleParcel> parcels = new HashMap<>();
        village.parcels().forEach(p -> parcels.put(p.code(), p));
        Map<String, SampleHousehold> families = new HashMap<>();
        village.households().forEach(h -> families.put(h.code(), h));
        Map<String, String> leaders = new HashMap<>();
        village.groups().forEach(g -> {
            SampleHousehold leading = families.get(g.leaderHouseholdCode());
            if (leading != null) {
                leaders.put(g.code(), leading.head().name());
            }
        });
        Map<String, List<SampleField>> hillsides = new TreeMap<>();
        for (SampleField field : village.fields()) {
            SampleParcel parcel = parcels.get(field.parcelCodes().get(0));
            if (parcel != null) {
                hillsides.computeIfAbsent(parcel.issuerCode() + parcel.locality(), k -> new ArrayList<>()).add(field);
            }
        }
        Map<String, String> names = new HashMap<>();
        village.cultivators().forEach(c -> names.put(c.code(), c.name()));
        hillsides.forEach((hillside, fields) -> {
            String leader = leaders.getOrDefault(hillside.substring(0, 14), village.clerkName());
            hillside(village, fields, names, leader);
        });
    }

    private void hillside(SampleVillage village, List<SampleField> fields, Map<String, String> names, String leader) {
        double mu = fields.stream().mapToDouble(f -> f.area().mu()).sum();
        double takeUp = mu >= LARGE_HILLSIDE_MU ? 0.93 : dice.pick(List.of(0.9, 0.75, 0.45, 0.1));
        LocalDate from = HARVEST_FROM.plusDays(dice.below(12));
        int days = 7 + dice.below(4);
        for (SampleField field : fields) {
            boolean isMerged = field.kind() == SampleField.Kind.MERGED;
            if (isMerged || dice.chance(takeUp)) {
                boolean isOdd = !isMerged && dice.chance(0.03);
                LocalDate first = isOdd ? HARVEST_TO.minusDays(3) : from.plusDays(dice.below(3));
                LocalDate last = isOdd ? HARVEST_TO : from.plusDays(days - dice.below(3));
                need(village, field, SampleOperation.HARVEST, first, last, names, leader);
            }
        }
        for (Demand demand : DEMANDS) {
            if (dice.chance(demand.hillsides())) {
                LocalDate opens = demand.from().plusDays(dice.below(demand.spreadDays()));
                for (SampleField field : fields) {
                    if (dice.chance(demand.takeUp())) {
                        need(village, field, demand.operation(), opens.plusDays(dice.below(2)),
                                opens.plusDays(6 + dice.below(3)), names, leader);
                    }
                }
            }
        }
    }

    private void need(SampleVillage village, SampleField field, SampleOperation operation, LocalDate from, LocalDate to,
            Map<String, String> names, String leader) {
        boolean isGrower = field.kind() == SampleField.Kind.MERGED;
        double who = isGrower ? 0 : dice.uniform(0, 1);
        SampleNeed.EnteredBy enteredBy = who < 0.3
                ? SampleNeed.EnteredBy.HOUSEHOLD
                : who < 0.75 ? SampleNeed.EnteredBy.GROUP_LEADER : SampleNeed.EnteredBy.VILLAGE_CLERK;
        String by = switch (enteredBy) {
            case HOUSEHOLD -> names.getOrDefault(field.cultivatorCode(), leader);
            case GROUP_LEADER -> leader;
            case VILLAGE_CLERK -> village.clerkName();
        };
        SampleNeed.Confirmation confirmation = enteredBy == SampleNeed.EnteredBy.HOUSEHOLD
                ? SampleNeed.Confirmation.SELF
                : dice.pick(List.of(SampleNeed.Confirmation.SIGNATURE, SampleNeed.Confirmation.SIGNATURE,
                        SampleNeed.Confirmation.PHOTO, SampleNeed.Confirmation.VOICE, SampleNeed.Confirmation.SMS,
                        SampleNeed.Confirmation.WITNESS));
        needs.add(
                new SampleNeed("N%06d".formatted(needs.size() + 1), field.cultivatorCode(), field.id(), village.code(),
                        operation, from, to, from.minusDays(10 + dice.below(15)), enteredBy, by, confirmation));
    }
}
