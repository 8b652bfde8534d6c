package org.siji.platform.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.siji.platform.api.Ids;
import org.siji.platform.api.Sentences;
import org.siji.platform.market.ContractTerms.PlannedMilestone;
import org.springframework.stereotype.Component;

/** The milestones that follow from a contract's mode and window, until somebody changes them. */
@Component
class DefaultMilestones {

    /** Days before the window's first day (deposit, machines) or after its last. */
    private static final int DEPOSIT_BEFORE = 7;
    private static final int MACHINES_BEFORE = 1;
    private static final int ACCEPTED_AFTER = 7;
    private static final int WEIGHED_AFTER = 15;
    private static final int SETTLED_AFTER = 30;

    private final Sentences sentences;

    DefaultMilestones(Sentences sentences) {
        this.sentences = sentences;
    }

    List<PlannedMilestone> plan(ContractMode mode, ContractTerms terms, LocalDate from, LocalDate to) {
        List<PlannedMilestone> planned = new ArrayList<>();
        if (terms.depositFen() > 0) {
            planned.add(milestone(MilestoneKind.DEPOSIT_PAID, from.minusDays(DEPOSIT_BEFORE)));
        }
        planned.add(milestone(MilestoneKind.MACHINES_READY, from.minusDays(MACHINES_BEFORE)));
        planned.add(milestone(MilestoneKind.WORK_DONE, to));
        if (mode == ContractMode.SUPERVISED_FEE) {
            planned.add(milestone(MilestoneKind.SUPERVISED, to));
        }
        planned.add(milestone(MilestoneKind.ACCEPTED, to.plusDays(ACCEPTED_AFTER)));
        if (mode.hasYield()) {
            planned.add(milestone(MilestoneKind.YIELD_WEIGHED, to.plusDays(WEIGHED_AFTER)));
        }
        for (ContractTerms.Benefit benefit : terms.benefits()) {
            PlannedMilestone one = milestone(MilestoneKind.BENEFIT_GIVEN, to.plusDays(WEIGHED_AFTER));
            planned.add(new PlannedMilestone(one.id(), one.kind(), one.name() + " " + benefit.name(), one.dueOn(),
                    one.proof()));
        }
        planned.add(milestone(MilestoneKind.SETTLED, to.plusDays(SETTLED_AFTER)));
        return planned;
    }

    private PlannedMilestone milestone(MilestoneKind kind, LocalDate due) {
        return new PlannedMilestone(Ids.next(), kind,
                sentences.say(Locale.SIMPLIFIED_CHINESE, "milestonekind." + kind), due,
                sentences.say(Locale.SIMPLIFIED_CHINESE, "milestone.proof." + kind));
    }
}
