package org.siji.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.LocalPlane;
import org.siji.money.Money;

/** Decides where the season's mishaps strike: in blocks large enough to be worked, each on a field of its own. */
final class SeasonPlanner {

    private static final double GAP_METERS = 3;
    private static final double BLOCK_MU = 50;
    private static final double FUND_SHARE = 0.6;
    private static final double ELSEWHERE_METERS = 300;

    private final List<SampleVillage> villages;
    private final Map<String, SampleField> fields = new HashMap<>();
    private final List<SampleNeed> harvest;
    private final List<List<SampleNeed>> blocks = new ArrayList<>();
    private final Set<String> usedFields = new HashSet<>();

    private SeasonPlanner(List<SampleVillage> villages, List<SampleNeed> needs) {
        this.villages = villages;
        villages.forEach(v -> v.fields().forEach(f -> fields.put(f.id(), f)));
        harvest = needs.stream().filter(n -> n.operation() == SampleOperation.HARVEST).toList();
        for (SampleVillage village : villages) {
            blocks.addAll(blocksOf(harvest.stream().filter(n -> n.villageCode().equals(village.code())).toList()));
        }
        if (blocks.isEmpty()) {
            throw new IllegalStateException("no block of needs reaches 50 mu");
        }
        blocks.sort(Comparator.comparingDouble(this::mu).reversed());
    }

    static SampleSeason plan(List<SampleVillage> villages, List<SampleNeed> needs, List<SampleProvider> providers) {
        return new SeasonPlanner(villages, needs).season(providers);
    }

    private SampleSeason season(List<SampleProvider> providers) {
        SampleField merged = fields.values().stream().filter(f -> f.kind() == SampleField.Kind.MERGED)
                .min(Comparator.comparing(SampleField::id)).orElseThrow();
        SampleNeed growersNeed = harvest.stream().filter(n -> n.fieldId().equals(merged.id())).findFirst()
                .orElseThrow();
        usedFields.add(merged.id());
        SampleNeed halfway = strike(0);
        SampleNeed partial = strike(1);
        SampleNeed refused = strike(2);
        SampleNeed appealed = strike(3);
        SampleNeed objection = strike(4);
        SampleNeed cancelled = strike(1);
        double mu = blocks.stream().mapToDouble(this::mu).sum();
        Money perMu = Money.ofYuan("20");
        return new SampleSeason(Needs.HARVEST_FROM, Needs.HARVEST_TO,
                new SampleSeason.Cancelled(cancelled.id(), cancelled.enteredOn().plusDays(3), "reason.cancelled"),
                new SampleSeason.Halfway(halfway.id(), halfway.fieldId(), providers.get(1).code(),
                        providers.get(3).code(), 0.45, "reason.breakdown"),
                new SampleSeason.Partial(partial.id(), partial.fieldId(), 0.62, "reason.lodged"),
                new SampleSeason.Refused(refused.id(), refused.fieldId(), elsewhere(refused)),
                new SampleSeason.Appealed(appealed.id(), appealed.fieldId(), 0.6,
                        NoiseModel.ORDINARY.withOffset(1.6, -1.1), NoiseModel.PRECISE),
                new SampleSeason.Objection(objection.cultivatorCode(), objection.id(), objection.fieldId(),
                        "reason.area-disputed"),
                new SampleSeason.Fund("FUND-HARVEST-" + SampleSeason.YEAR, "fund.harvest", SampleOperation.HARVEST,
                        perMu,
                        perMu.times(Math.round(mu * FUND_SHARE), 1)),
                new SampleSeason.LargeGrower(merged.cultivatorCode(), merged.id(), growersNeed.id(),
                        merged.parcelCodes()));
    }

    /** The unused whole-parcel field nearest to one mu in the block of this rank. */
    private SampleNeed strike(int rank) {
        SampleNeed need = blocks.get(rank % blocks.size()).stream()
                .filter(n -> !usedFields.contains(n.fieldId()) && field(n).kind() == SampleField.Kind.WHOLE_PARCEL)
                .min(Comparator.comparingDouble((SampleNeed n) -> Math.abs(field(n).area().mu() - 1))).orElseThrow();
        usedFields.add(need.fieldId());
        return need;
    }

    private List<List<SampleNeed>> blocksOf(List<SampleNeed> needs) {
        // Odd windows would not overlap with their neighbours' and so could not be bundled with them.
        List<SampleNeed> usual = needs.stream().filter(n -> !n.windowTo().equals(Needs.HARVEST_TO)).toList();
        List<Geometry> ground = usual.stream().map(n -> field(n).lonLat()).toList();
        return Blocks.connected(ground, GAP_METERS).stream().map(set -> set.stream().map(usual::get).toList())
                .filter(block -> mu(block) >= BLOCK_MU).toList();
    }

    private double mu(List<SampleNeed> block) {
        return block.stream().mapToDouble(n -> field(n).area().mu()).sum();
    }

    private SampleField field(SampleNeed need) {
        SampleField field = fields.get(need.fieldId());
        if (field == null) {
            throw new IllegalStateException("a need without field: " + need.id());
        }
        return field;
    }

    /** A field of the same village nobody wants harvested, too far away for any mistake. */
    private String elsewhere(SampleNeed need) {
        Set<String> wanted = new HashSet<>(harvest.stream().map(SampleNeed::fieldId).toList());
        Coordinate here = field(need).lonLat().getEnvelopeInternal().centre();
        LocalPlane plane = LocalPlane.at(here.x, here.y);
        double area = field(need).area().mu();
        return villages.stream().filter(v -> v.code().equals(need.villageCode())).flatMap(v -> v.fields().stream())
                .filter(f -> !wanted.contains(f.id())).filter(f -> {
                    Coordinate there = plane.toPlane(f.lonLat()).getEnvelopeInternal().centre();
                    return StrictMath.hypot(there.x, there.y) > ELSEWHERE_METERS;
                }).min(Comparator.comparingDouble((SampleField f) -> Math.abs(f.area().mu() - area))).orElseThrow()
                .id();
    }
}
