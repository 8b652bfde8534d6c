package org.siji.platform.api;

/** What a public notice is about: everything that decides about money or land. The last two are written by hand. */
public enum NoticeKind {
    SEASON_SETTLEMENT, DIVIDEND, VOTE_CALLED, VOTE_RESULT, SHARE_MOVEMENT, CONTRIBUTION_RULE, AWARD, CONTRACT,
    SUBSIDY_PAYMENTS, LAND_TRANSFER, TRUSTEESHIP, RENTS_DUE, IDLE_LAND, SURPLUS_LAND, OTHER;

    /** Whether an office writes the content itself, since no module decides such things. */
    public boolean isWritten() {
        return this == SURPLUS_LAND || this == OTHER;
    }
}
