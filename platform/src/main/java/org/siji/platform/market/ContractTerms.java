package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the sides agree on beside prices and area. Part of an edition's text; kept as data so that it can be computed with.
 *
 * @param supervisionFenPerMu what the provider pays the collective per accepted mu; 0 unless the mode is SUPERVISED_FEE
 * @param yield               for the modes with a guaranteed yield, else null
 * @param benefits            what the provider gives beside the work
 * @param depositFen          what the provider leaves as a deposit, 0 for none
 * @param penalty             null for none
 * @param clause              further words, empty for none
 */
public record ContractTerms(long supervisionFenPerMu, @Nullable Yield yield, List<Benefit> benefits, long depositFen,
        @Nullable Penalty penalty, List<PlannedMilestone> milestones, String clause) {

    /**
     * @param gramsPerMu               guaranteed, per accepted mu
     * @param fenPerKg                 at which a shortfall and a surplus are turned into money
     * @param priceOn                  the day whose price that is
     * @param providerBearsBasisPoints how much of a shortfall the provider bears, in hundredths of a percent
     * @param householdShareBasisPoints how much of a surplus goes to the cultivators; 0 where only the yield is guaranteed
     */
    public record Yield(long gramsPerMu, long fenPerKg, LocalDate priceOn, int providerBearsBasisPoints,
            int householdShareBasisPoints) {}

    public record Benefit(String name, long valueFen) {}

    /**
     * @param lateFenPerMuDay    for each mu and day that work is late
     * @param milestoneFenPerDay for each day that a milestone is late
     * @param capBasisPoints     of the price of the work that is late, or of the whole contract for a milestone
     */
    public record Penalty(long lateFenPerMuDay, long milestoneFenPerDay, int capBasisPoints) {}

    /** @param proof what has to be shown when it is done; empty for nothing */
    public record PlannedMilestone(UUID id, MilestoneKind kind, String name, LocalDate dueOn, String proof) {}

    ContractTerms with(List<PlannedMilestone> planned) {
        return new ContractTerms(supervisionFenPerMu, yield, benefits, depositFen, penalty, planned, clause);
    }
}
