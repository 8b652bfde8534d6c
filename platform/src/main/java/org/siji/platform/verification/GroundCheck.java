package org.siji.platform.verification;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.track.GroundClaims;

/**
 * What a decision found on an order's ground: which other orders of the same operation and season are paid for it.
 *
 * @param groundSquareMeters  covered within the field, less a strip along the edge; 0 where nobody is paid nearby
 * @param claimedSquareMeters of it that is paid for as often as it may be, 0 if none
 * @param others              that have ground in common with it, the most claimed first
 */
public record GroundCheck(double groundSquareMeters, double claimedSquareMeters, List<OtherWork> others) {

    private static final double SQUARE_METERS_PER_CENTIMU = 100 / 15.0;
    static final GroundCheck NONE = new GroundCheck(0, 0, List.of());

    /**
     * @param squareMeters        in common
     * @param claimedSquareMeters the part for which it stands in the way; 0 where both are rightly paid, as two crops are
     * @param replayed            its track is the same drive, or even the same file; only looked at where it stands in the way
     */
    public record OtherWork(UUID workOrderId, String number, UUID fieldId, LocalDate workedOn, double squareMeters,
            double claimedSquareMeters, boolean replayed) {}

    /** Those that stand in the way. */
    List<OtherWork> listClaiming() {
        return others.stream().filter(other -> other.claimedSquareMeters() > 0).toList();
    }

    String numbers() {
        return String.join(", ", listClaiming().stream().map(OtherWork::number).toList());
    }

    PayableArea claimed() {
        return PayableArea.of(new Area(claimedSquareMeters));
    }

    /** How much of the order's ground it has in common with an order that is paid, 0 to 1. */
    public double shareOf(OtherWork other) {
        return Math.min(1, other.squareMeters() / groundSquareMeters);
    }

    /** Whether more would be paid for than is left. */
    boolean isSecondPayment(PayableArea payable, Area covered) {
        double left = covered.squareMeters() - claimedSquareMeters;
        return claimedSquareMeters > 0
                && payable.centimu() * SQUARE_METERS_PER_CENTIMU > left + GroundClaims.MAX_OVERLAP_SQUARE_METERS;
    }
}
