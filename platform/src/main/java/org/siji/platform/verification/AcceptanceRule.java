package org.siji.platform.verification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Operation;

/**
 * By what measured work is judged; ratios of the field's area, to four decimals.
 *
 * @param regionCode      county, or null: holds where no county rule does
 * @param operation       null: holds for all that have no rule of their own
 * @param minCoverage     from here on the whole field is accepted
 * @param partCoverage    from here on what was measured is accepted
 * @param reviewBand      nearer to a threshold than this, a person decides
 * @param attemptCoverage less than this is driving by, not work on the field; such a track is not taken for the order by itself
 * @param maxOverlap      more worked twice than this is looked at by a person; null: no limit
 * @param timesPerSeason   how often the same ground may be paid for; null: as usual for the operation
 * @param source          on what ground it holds
 */
record AcceptanceRule(UUID id, @Nullable String regionCode, @Nullable Operation operation, BigDecimal minCoverage,
        BigDecimal partCoverage, BigDecimal reviewBand, BigDecimal attemptCoverage, @Nullable BigDecimal maxOverlap,
        @Nullable Integer timesPerSeason, String source, LocalDate validFrom, @Nullable LocalDate validTo) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param reasonArgs what the sentence under {@code reasonCode} names */
    record Verdict(AcceptanceDecision decision, PayableArea payable, String reasonCode, List<String> reasonArgs) {

        private static Verdict review(String reasonCode, String... args) {
            return new Verdict(AcceptanceDecision.TO_REVIEW, PayableArea.ZERO, reasonCode, List.of(args));
        }
    }

    /**
     * @param coverage as it is shown to people: they must be able to follow the decision
     * @param overlap  worked twice / field area
     */
    Verdict judge(BigDecimal coverage, BigDecimal overlap, Area fieldArea, Area covered) {
        for (BigDecimal threshold : List.of(minCoverage, partCoverage)) {
            if (reviewBand.signum() > 0 && coverage.subtract(threshold).abs().compareTo(reviewBand) <= 0) {
                return Verdict.review("acceptance.review", percent(coverage), percent(threshold), percent(reviewBand));
            }
        }
        if (coverage.compareTo(partCoverage) < 0) {
            return new Verdict(AcceptanceDecision.REFUSED, PayableArea.ZERO, "acceptance.refused",
                    List.of(percent(coverage), percent(partCoverage)));
        }
        if (maxOverlap != null && overlap.compareTo(maxOverlap) > 0) {
            return Verdict.review("acceptance.review-overlap", percent(overlap), percent(maxOverlap));
        }
        if (coverage.compareTo(minCoverage) < 0) {
            PayableArea part = PayableArea.of(covered);
            return new Verdict(AcceptanceDecision.ACCEPTED_IN_PART, part, "acceptance.part",
                    List.of(percent(coverage), percent(minCoverage), part.mu().toPlainString()));
        }
        PayableArea whole = PayableArea.of(fieldArea);
        return new Verdict(AcceptanceDecision.ACCEPTED, whole, "acceptance.whole",
                List.of(percent(coverage), percent(minCoverage), whole.mu().toPlainString()));
    }

    static String percent(BigDecimal ratio) {
        BigDecimal percent = ratio.multiply(HUNDRED).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString();
    }
}
