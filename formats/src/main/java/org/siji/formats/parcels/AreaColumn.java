package org.siji.formats.parcels;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.Area;

/**
 * An area column and the unit that its values are in. The standard says square metres for HTMJ and SCMJ and mu for HTMJM and
 * SCMJM, but files in use have mu in both: the two differ by a factor of 667, so the drawn polygons tell.
 */
final class AreaColumn {

    private static final BigDecimal MU_PER_15 = BigDecimal.valueOf(15);
    private static final int MU_DECIMALS = 4;

    private final boolean mu;
    private final @Nullable BigDecimal[] values;

    private AreaColumn(boolean mu, @Nullable BigDecimal[] values) {
        this.mu = mu;
        this.values = values;
    }

    /**
     * @param values  the column's values above zero, by the parcels' order; null where there is none that can be read
     * @param drawn   area of each parcel's polygon
     * @param muByName unit that the column's name promises
     */
    static AreaColumn of(String name, boolean muByName, @Nullable BigDecimal[] values, Area[] drawn, String file,
            List<Problem> problems) {
        double[] ratios = IntStream.range(0, values.length).filter(i -> values[i] != null)
                .mapToDouble(i -> values[i].doubleValue() / drawn[i].squareMeters()).sorted().toArray();
        boolean muByValue = muByName;
        if (ratios.length > 0) {
            // Between 1 (square metres) and 1/667 (mu) the geometric mean divides.
            muByValue = ratios[ratios.length / 2] < 1 / Math.sqrt(Area.SQUARE_METERS_PER_MU);
        }
        if (muByValue != muByName) {
            problems.add(Problem.of(ParcelProblem.UNIT_BY_VALUE, Place.field(file, 0, name), name,
                    muByValue ? "mu" : "m2"));
        }
        return new AreaColumn(muByValue, values);
    }

    @Nullable
    BigDecimal findMu(int parcel) {
        BigDecimal value = values[parcel];
        return value == null || mu
                ? value
                : value.multiply(MU_PER_15).divide(BigDecimal.valueOf(10_000), MU_DECIMALS, RoundingMode.HALF_UP);
    }

    @Nullable
    BigDecimal findSquareMeters(int parcel) {
        BigDecimal value = values[parcel];
        return value == null || !mu
                ? value
                : value.multiply(BigDecimal.valueOf(10_000)).divide(MU_PER_15, MU_DECIMALS, RoundingMode.HALF_UP);
    }

    /** The first of several columns that has a value for the parcel. */
    static @Nullable BigDecimal firstMu(int parcel, AreaColumn... columns) {
        return Arrays.stream(columns).map(column -> column.findMu(parcel)).filter(value -> value != null).findFirst()
                .orElse(null);
    }

    static @Nullable BigDecimal firstSquareMeters(int parcel, AreaColumn... columns) {
        return Arrays.stream(columns).map(column -> column.findSquareMeters(parcel)).filter(value -> value != null)
                .findFirst().orElse(null);
    }
}
