package org.siji.platform.market;

/** How the benefit is shared. FIXED_FEE: a price per mu; the gain from bundling goes to the cultivators after the service fee. */
public enum ContractMode {
    FIXED_FEE
}
