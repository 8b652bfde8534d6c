package org.siji.formats.rules;

import org.siji.formats.ProblemKind;

/** What can be wrong with a file of rules. */
public enum RuleProblem implements ProblemKind {
    /** The file can't be read. */
    FILE_UNREADABLE(Severity.ERROR),
    /** No JSON, or not a list of rule sets. Details: line. */
    NOT_RULES(Severity.ERROR),
    /** A value that a rule set can't have, or a name that none has. Place: the rule set. Details: what. */
    RULE_BROKEN(Severity.ERROR);

    private final Severity severity;

    RuleProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("rules", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
