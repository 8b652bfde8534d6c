package org.siji.platform.settlement;

/**
 * Whose account. FUND and GAIN_POOL can't fall below zero. TREASURY is where a fund's budget comes from, BANK where payments come
 * from and go to: their balances mirror what is outside of the platform.
 */
public enum AccountKind {
    CULTIVATOR, PROVIDER, VILLAGE, GAIN_POOL, FUND, TREASURY, BANK;

    /** Whether its owner pays and is paid. */
    boolean isPayable() {
        return this == CULTIVATOR || this == PROVIDER || this == VILLAGE;
    }
}
