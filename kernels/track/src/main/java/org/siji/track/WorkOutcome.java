package org.siji.track;

/** What kind of answer a measuring is: only the first has an area. */
public enum WorkOutcome {
    /** Some ground was covered. */
    MEASURED,
    /** No fix at all could be used. */
    NO_FIXES,
    /** One fix, or all at one place: nobody moved. */
    ONE_PLACE,
    /** The machine went about, but never worked: by its own state, or by its speed. */
    NO_WORK,
    /** It worked, but nobody knows how wide. */
    NO_WIDTH
}
