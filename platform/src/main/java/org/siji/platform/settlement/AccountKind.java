package org.siji.platform.settlement;

/**
 * Whose account. FUND and GAIN_POOL can't fall below zero. TREASURY is where a fund's budget comes from, BANK where payments come
 * from and go to: their balances mirror what is outside of the platform. ENTITY is what a collective-owned entity holds, RESERVE and
 * WELFARE what it has set aside, HELD what waits for the heirs of its dead shareholders, DEPOSIT what a provider has left for a
 * contract; the last five can't fall below zero.
 */
public enum AccountKind {
    CULTIVATOR, PROVIDER, VILLAGE, GAIN_POOL, FUND, TREASURY, BANK, ENTITY, RESERVE, WELFARE, HELD, DEPOSIT;

    /** Whether its owner pays and is paid. */
    boolean isPayable() {
        return this == CULTIVATOR || this == PROVIDER || this == VILLAGE;
    }
}
