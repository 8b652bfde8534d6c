package org.siji.sample;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.quadtree.Quadtree;
import org.siji.geo.GeodesicArea;
import org.siji.geo.LocalPlane;
import org.siji.money.Share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SampleCountyTest {

    /** A millimetre along the edge of a plot, 0.1 m2. */
    private static final double ROUNDING_SQUARE_DEGREES = 1e-11;
    private static final SampleCounty COUNTY = SampleCounty.generate(7, SampleSize.DEFAULT);

    @Test
    void sameSeedSameCountyToTheLastDigit() {
        SampleCounty again = SampleCounty.generate(7, SampleSize.DEFAULT);
        assertThat(again).isEqualTo(COUNTY);
        assertThat(SampleCounty.generate(8, SampleSize.DEFAULT).parcels().get(0)).isNotEqualTo(COUNTY.parcels().get(0));
    }

    @Test
    void defaultCountyHasTheSizesOfTheHillVillageThatItFollows() {
        assertThat(COUNTY.parcels()).hasSize(4500);
        assertThat(COUNTY.households()).hasSizeBetween(620, 660);
        assertThat(COUNTY.townships()).hasSize(2);
        assertThat(COUNTY.villages()).hasSizeBetween(4, 6);
        assertThat(COUNTY.parcels().stream().mapToDouble(p -> p.surveyed().mu()).average().orElseThrow())
                .isCloseTo(2.0 / 3, within(0.04));
        assertThat(COUNTY.parcels()).allSatisfy(p -> assertThat(p.surveyed().mu()).isBetween(0.1, 3.0));
        Map<String, Long> plots = COUNTY.parcels().stream().flatMap(p -> p.tenures().stream())
                .collect(Collectors.groupingBy(SampleParcel.Tenure::householdCode, Collectors.counting()));
        assertThat(plots).hasSameSizeAs(COUNTY.households());
        assertThat(plots.values()).allSatisfy(n -> assertThat(n).isBetween(2L, 16L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void plotsAreValidAndNeverOverlap(long seed) {
        SampleCounty.forEachVillage(seed, SampleSize.ofParcels(1800), village -> {
            Quadtree tree = new Quadtree();
            for (SampleParcel parcel : village.parcels()) {
                Polygon polygon = parcel.lonLat();
                assertThat(polygon.isValid()).as("seed %d: %s", seed, polygon).isTrue();
                assertThat(polygon.getNumPoints() - 1).isBetween(4, 12);
                for (Object other : tree.query(polygon.getEnvelopeInternal())) {
                    assertThat(polygon.intersects((Polygon) other)).as("seed %d: %s %s", seed, polygon, other)
                            .isFalse();
                }
                tree.insert(polygon.getEnvelopeInternal(), polygon);
            }
        });
    }

    @Test
    void surveyedAreaIsThatOfThePolygonAndRegisteredIsNear() {
        int far = 0;
        for (SampleParcel parcel : COUNTY.parcels()) {
            double geodesic = GeodesicArea.of(parcel.lonLat()).squareMeters();
            assertThat(parcel.surveyed().squareMeters()).isCloseTo(geodesic, within(0.3));
            assertThat(parcel.registeredMu().scale()).isEqualTo(2);
            assertThat(parcel.registeredMu()).isGreaterThan(BigDecimal.ZERO);
            far += Math.abs(parcel.registeredMu().doubleValue() / parcel.surveyed().mu() - 1) > 0.2 ? 1 : 0;
        }
        assertThat(far).isBetween(10, 200);
    }

    @Test
    void codesNestAndAreUnique() {
        Set<String> seen = new HashSet<>();
        for (SampleVillage village : COUNTY.villages()) {
            assertThat(village.township().code()).matches("431299\\d{3}");
            assertThat(village.code()).matches(village.township().code() + "\\d{3}");
            Set<String> groups = village.groups().stream().map(SampleGroup::code).collect(Collectors.toSet());
            assertThat(groups).allMatch(c -> c.matches(village.code() + "\\d{2}"));
            assertThat(village.households())
                    .allMatch(h -> h.code().matches(h.issuerCode() + "\\d{4}") && groups.contains(h.issuerCode()));
            assertThat(village.parcels())
                    .allMatch(p -> p.code().matches(p.issuerCode() + "\\d{5}") && groups.contains(p.issuerCode()));
            assertThat(village.transfers()).allMatch(t -> t.code().matches("\\d{18}"));
            village.households().forEach(h -> assertThat(seen.add(h.code())).isTrue());
            village.parcels().forEach(p -> assertThat(seen.add(p.code())).isTrue());
            village.fields().forEach(f -> assertThat(seen.add("field " + f.id())).isTrue());
        }
    }

    @Test
    void identityNumbersAreWellFormedUniqueAndNobodys() {
        Set<String> seen = new HashSet<>();
        SampleCounty.forEachVillage(3, SampleSize.ofParcels(20_000), village -> {
            for (SampleHousehold household : village.households()) {
                assertThat(household.phone()).matches("15400\\d{6}");
                assertThat(seen.add(household.phone())).isTrue();
                for (SampleHousehold.Member member : household.members()) {
                    assertThat(member.idNumber()).matches("431299(19|20)\\d{2}(0[1-9]|1[0-2])[0-3]\\d{4}[0-9X]");
                    assertThat(remainderOfIso7064(member.idNumber())).isEqualTo(1);
                    assertThat((member.idNumber().charAt(16) - '0') % 2)
                            .isEqualTo("1".equals(member.sexCode()) ? 1 : 0);
                    assertThat(seen.add(member.idNumber())).as(member.idNumber()).isTrue();
                }
            }
        });
    }

    /** ISO 7064 MOD 11-2 the other way round: the weighted sum with the check character included leaves 1. */
    private static int remainderOfIso7064(String id) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1};
        int sum = 0;
        for (int i = 0; i < 18; i++) {
            sum += weights[i] * (id.charAt(i) == 'X' ? 10 : id.charAt(i) - '0');
        }
        return sum % 11;
    }

    @Test
    void checkCharactersAgreeWithPublishedExamples() {
        assertThat(CheckCharacters.ofIdNumber("11010519491231002")).isEqualTo('X');
        assertThat(CheckCharacters.ofIdNumber("44052418800101001")).isEqualTo('4');
        assertThat(CheckCharacters.ofCreditCode("91350100M000100Y4")).isEqualTo('3');
        assertThat(CheckCharacters.ofOrganisation("M000100Y")).isEqualTo('4');
    }

    @Test
    void sharesOfEveryParcelAddUpToOne() {
        Map<Integer, Long> byHolders = COUNTY.parcels().stream()
                .collect(Collectors.groupingBy(p -> p.tenures().size(), Collectors.counting()));
        assertThat(byHolders).containsOnlyKeys(1, 2, 3);
        assertThat(COUNTY.parcels())
                .allMatch(p -> Share.areWhole(p.tenures().stream().map(SampleParcel.Tenure::share).toList()));
    }

    @Test
    void someBlocksReachFiftyMuAtThreeMetresAndManyDoNot() {
        for (SampleVillage village : COUNTY.villages()) {
            List<Geometry> ground = village.parcels().stream().map(p -> (Geometry) p.lonLat()).toList();
            List<Double> blocks = Blocks.connected(ground, 3).stream()
                    .map(set -> set.stream().mapToDouble(i -> village.parcels().get(i).surveyed().mu()).sum()).toList();
            assertThat(blocks).anyMatch(mu -> mu >= 50).anyMatch(mu -> mu < 20);
            assertThat(Blocks.connected(ground, 0.2)).hasSameSizeAs(ground);
        }
    }

    @Test
    void blocksAgreeWithBruteForce() {
        SampleVillage village = COUNTY.villages().get(1);
        List<Geometry> ground = village.parcels().stream().limit(150).map(p -> (Geometry) p.lonLat()).toList();
        LocalPlane plane = LocalPlane.around(ground.get(0));
        List<Geometry> flat = ground.stream().map(plane::toPlane).toList();
        int[] label = new int[flat.size()];
        for (int i = 0; i < label.length; i++) {
            label[i] = i;
        }
        for (boolean isChanged = true; isChanged;) {
            isChanged = false;
            for (int i = 0; i < label.length; i++) {
                for (int j = 0; j < label.length; j++) {
                    if (label[j] < label[i] && flat.get(i).distance(flat.get(j)) <= 3) {
                        label[i] = label[j];
                        isChanged = true;
                    }
                }
            }
        }
        Map<Integer, Set<Integer>> expected = new HashMap<>();
        for (int i = 0; i < label.length; i++) {
            expected.computeIfAbsent(label[i], k -> new HashSet<>()).add(i);
        }
        assertThat(Blocks.connected(ground, 3).stream().map(s -> (Set<Integer>) new HashSet<>(s)))
                .containsExactlyInAnyOrderElementsOf(expected.values());
    }

    @Test
    void largeGrowerWorksFortyLeasedParcelsAsOneField() {
        SampleVillage village = COUNTY.villages().get(0);
        SampleSeason.LargeGrower grower = COUNTY.season().largeGrower();
        SampleField field = village.fields().stream().filter(f -> f.id().equals(grower.fieldId())).findFirst()
                .orElseThrow();
        assertThat(village.transfers()).hasSize(40);
        assertThat(village.transfers().stream().map(SampleTransfer::parcelCode))
                .containsExactlyElementsOf(grower.parcelCodes());
        List<SampleParcel> leased = village.parcels().stream().filter(p -> grower.parcelCodes().contains(p.code()))
                .toList();
        double parcelsMu = leased.stream().mapToDouble(p -> p.surveyed().mu()).sum();
        assertThat(field.lonLat().isValid()).isTrue();
        assertThat(field.area().mu()).isBetween(parcelsMu * 1.03, parcelsMu * 1.3);
        assertThat(GeodesicArea.of(field.lonLat()).squareMeters()).isCloseTo(field.area().squareMeters(), within(5.0));
        for (SampleParcel parcel : village.parcels()) {
            if (leased.contains(parcel)) {
                assertThat(parcel.lonLat().difference(field.lonLat()).getArea()).isLessThan(ROUNDING_SQUARE_DEGREES);
            } else {
                assertThat(parcel.lonLat().intersects(field.lonLat())).isFalse();
            }
        }
    }

    @Test
    void everyParcelIsWorkedAndSomeInTwoHalves() {
        Map<String, Double> worked = new HashMap<>();
        COUNTY.fields().stream().filter(f -> f.kind() != SampleField.Kind.MERGED)
                .forEach(f -> worked.merge(f.parcelCodes().get(0), f.area().squareMeters(), Double::sum));
        for (SampleParcel parcel : COUNTY.parcels()) {
            Double area = worked.get(parcel.code());
            if (area == null) {
                assertThat(COUNTY.season().largeGrower().parcelCodes()).contains(parcel.code());
            } else {
                assertThat(area).isCloseTo(parcel.surveyed().squareMeters(), within(0.2));
            }
        }
        assertThat(COUNTY.fields()).filteredOn(f -> f.kind() == SampleField.Kind.PART_OF_PARCEL).hasSizeGreaterThan(5)
                .allMatch(f -> f.lonLat().isValid());
    }

    @Test
    void streamGivesTheSameVillages() {
        java.util.List<SampleVillage> streamed = new java.util.ArrayList<>();
        SampleCounty.forEachVillage(7, SampleSize.DEFAULT, streamed::add);
        assertThat(streamed).isEqualTo(COUNTY.villages());
    }

    @Test
    void tooSmallForASeasonIsSaid() {
        assertThatThrownBy(() -> SampleCounty.generate(1, SampleSize.ofParcels(100)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
