package org.siji.platform.market;

/**
 * How the benefit is shared; in each the work is paid per mu and the gain from bundling goes to the cultivators after the service fee.
 * SUPERVISED_FEE: the provider pays the collective for watching over the work. GUARANTEED_YIELD: it makes good what the harvest falls
 * short of; GUARANTEED_YIELD_PLUS_SHARE: and shares what goes beyond. ADDED_BENEFITS: it gives further services for nothing.
 */
public enum ContractMode {
    FIXED_FEE, SUPERVISED_FEE, GUARANTEED_YIELD, GUARANTEED_YIELD_PLUS_SHARE, ADDED_BENEFITS;

    public boolean hasYield() {
        return this == GUARANTEED_YIELD || this == GUARANTEED_YIELD_PLUS_SHARE;
    }
}
