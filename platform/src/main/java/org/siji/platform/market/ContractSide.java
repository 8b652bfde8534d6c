package org.siji.platform.market;

/** Who signs: the village collective for the cultivators, or the provider. */
enum ContractSide {
    COLLECTIVE, PROVIDER;

    ContractSide other() {
        return this == PROVIDER ? COLLECTIVE : PROVIDER;
    }
}
