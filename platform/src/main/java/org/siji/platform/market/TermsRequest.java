package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Violations;
import org.siji.platform.market.ContractTerms.Benefit;
import org.siji.platform.market.ContractTerms.Penalty;
import org.siji.platform.market.ContractTerms.PlannedMilestone;
import org.siji.platform.market.ContractTerms.Yield;

/**
 * Terms as somebody asks for them.
 *
 * @param milestones null for those that follow from mode and window
 */
record TermsRequest(@Nullable ContractMode mode, @Nullable Long supervisionFenPerMu, @Nullable YieldRequest yield,
        @Nullable List<BenefitRequest> benefits, @Nullable Long depositFen, @Nullable PenaltyRequest penalty,
        @Nullable List<MilestoneRequest> milestones, @Nullable String clause) {

    static final int WHOLE = 10_000;
    private static final long MOST_GRAMS_PER_MU = 10_000_000;
    private static final long MOST_FEN = 10_000_000_000L;
    private static final long MOST_FEN_PER_KG = 100_000;
    private static final int MOST_ROWS = 50;
    private static final int MOST_LETTERS = 2_000;

    record YieldRequest(@Nullable Long gramsPerMu, @Nullable Long fenPerKg, @Nullable LocalDate priceOn,
            @Nullable Integer providerBearsBasisPoints, @Nullable Integer householdShareBasisPoints) {}

    record BenefitRequest(@Nullable String name, @Nullable Long valueFen) {}

    record PenaltyRequest(@Nullable Long lateFenPerMuDay, @Nullable Long milestoneFenPerDay,
            @Nullable Integer capBasisPoints) {}

    /** @param id of a milestone that stays, null for a new one */
    record MilestoneRequest(@Nullable UUID id, @Nullable MilestoneKind kind, @Nullable String name,
            @Nullable LocalDate dueOn, @Nullable String proof) {}

    static ContractTerms plain() {
        return new ContractTerms(0, null, List.of(), 0, null, List.of(), "");
    }

    /**
     * Collects what is wrong; what comes back is of use only where nothing is.
     *
     * @param bundlePrice fen per mu: a supervision fee is paid out of it
     */
    ContractTerms check(ContractMode agreed, long bundlePrice, LocalDate today, Violations problems) {
        long supervision = Objects.requireNonNullElse(supervisionFenPerMu, 0L);
        boolean supervised = agreed == ContractMode.SUPERVISED_FEE;
        problems.require(supervised ? supervision > 0 && supervision <= bundlePrice : supervision == 0,
                supervised ? "terms.supervision" : "terms.not-in-mode", "supervisionFenPerMu", agreed);
        problems.require(agreed.hasYield() == (yield != null),
                agreed.hasYield() ? "required" : "terms.not-in-mode", "yield", agreed);
        List<BenefitRequest> extras = Objects.requireNonNullElse(benefits, List.of());
        problems.require(agreed != ContractMode.ADDED_BENEFITS || !extras.isEmpty(), "terms.benefits", "benefits");
        long deposit = Objects.requireNonNullElse(depositFen, 0L);
        problems.require(deposit >= 0 && deposit <= MOST_FEN, "terms.amount", "depositFen", deposit);
        String words = clause == null ? "" : clause.strip();
        problems.require(words.length() <= MOST_LETTERS, "terms.long", "clause", MOST_LETTERS);
        problems.require(extras.size() <= MOST_ROWS, "terms.many", "benefits", MOST_ROWS);
        problems.require(milestones == null || milestones.size() <= MOST_ROWS, "terms.many", "milestones", MOST_ROWS);
        return new ContractTerms(supervision, checkYield(agreed, today, problems), checkBenefits(extras, problems),
                deposit, checkPenalty(problems), checkMilestones(problems), words);
    }

    private @Nullable Yield checkYield(ContractMode agreed, LocalDate today, Violations problems) {
        if (yield == null) {
            return null;
        }
        long grams = Objects.requireNonNullElse(yield.gramsPerMu(), 0L);
        long price = Objects.requireNonNullElse(yield.fenPerKg(), 0L);
        LocalDate on = Objects.requireNonNullElse(yield.priceOn(), LocalDate.MIN);
        int bears = Objects.requireNonNullElse(yield.providerBearsBasisPoints(), WHOLE);
        int share = Objects.requireNonNullElse(yield.householdShareBasisPoints(), 0);
        boolean shared = agreed == ContractMode.GUARANTEED_YIELD_PLUS_SHARE;
        problems.require(grams > 0 && grams <= MOST_GRAMS_PER_MU, "terms.yield", "yield.gramsPerMu")
                .require(price > 0 && price <= MOST_FEN_PER_KG, "terms.grain-price", "yield.fenPerKg")
                .requireValue(yield.priceOn(), "yield.priceOn")
                .require(!on.isAfter(today), "terms.price-day", "yield.priceOn", on)
                .require(bears >= 0 && bears <= WHOLE, "terms.percent", "yield.providerBearsBasisPoints")
                .require(share >= 0 && share <= WHOLE && shared == share > 0,
                        shared ? "terms.share" : "terms.no-share", "yield.householdShareBasisPoints");
        return new Yield(grams, price, on, bears, share);
    }

    private static List<Benefit> checkBenefits(List<BenefitRequest> extras, Violations problems) {
        for (int i = 0; i < extras.size(); i++) {
            BenefitRequest extra = extras.get(i);
            long value = Objects.requireNonNullElse(extra.valueFen(), 0L);
            problems.requireValue(extra.name(), "benefits[" + i + "].name").require(value >= 0 && value <= MOST_FEN,
                    "terms.amount", "benefits[" + i + "].valueFen", value);
        }
        return extras.stream().map(extra -> new Benefit(oneLine(extra.name()),
                Objects.requireNonNullElse(extra.valueFen(), 0L))).toList();
    }

    private @Nullable Penalty checkPenalty(Violations problems) {
        if (penalty == null) {
            return null;
        }
        long late = Objects.requireNonNullElse(penalty.lateFenPerMuDay(), 0L);
        long milestone = Objects.requireNonNullElse(penalty.milestoneFenPerDay(), 0L);
        int cap = Objects.requireNonNullElse(penalty.capBasisPoints(), 0);
        problems.require(late >= 0 && late <= MOST_FEN_PER_KG, "terms.amount", "penalty.lateFenPerMuDay", late)
                .require(milestone >= 0 && milestone <= MOST_FEN / WHOLE, "terms.amount", "penalty.milestoneFenPerDay",
                        milestone)
                .require(late > 0 || milestone > 0, "terms.penalty-empty", "penalty")
                .require(cap > 0 && cap <= WHOLE, "terms.cap", "penalty.capBasisPoints");
        return new Penalty(late, milestone, cap);
    }

    private List<PlannedMilestone> checkMilestones(Violations problems) {
        List<MilestoneRequest> wanted = Objects.requireNonNullElse(milestones, List.of());
        for (int i = 0; i < wanted.size(); i++) {
            problems.requireValue(wanted.get(i).name(), "milestones[" + i + "].name")
                    .requireValue(wanted.get(i).dueOn(), "milestones[" + i + "].dueOn");
        }
        return wanted.stream()
                .map(one -> new PlannedMilestone(one.id() == null ? Ids.next() : one.id(),
                        Objects.requireNonNullElse(one.kind(), MilestoneKind.OTHER), oneLine(one.name()),
                        Objects.requireNonNullElse(one.dueOn(), LocalDate.EPOCH), oneLine(one.proof())))
                .toList();
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
