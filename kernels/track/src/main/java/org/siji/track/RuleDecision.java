package org.siji.track;

import java.util.List;

import org.siji.geo.Area;

/**
 * What rules say about measured work. It proposes; whether it is paid is decided where money is.
 *
 * @param payable  what would be paid for; zero unless the outcome says that something is
 * @param findings every rule that had something to say, in a fixed order
 */
public record RuleDecision(RuleSet rules, Outcome outcome, Area payable, List<RuleFinding> findings) {

    /** What becomes of the work. */
    public enum Outcome {
        /** All of it is paid for. */
        WHOLE,
        /** Only the ground that meets the rules is paid for. */
        QUALIFIED,
        /** People decide: too near to a threshold, or the rules don't say. */
        REVIEW,
        /** Nothing is paid for. */
        NOTHING,
        /** These rules aren't about what a track can show. */
        NOT_FROM_TRACKS
    }

    public RuleDecision {
        findings = List.copyOf(findings);
    }
}
