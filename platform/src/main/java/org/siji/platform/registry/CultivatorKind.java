package org.siji.platform.registry;

/** Who farms: the household itself, a large grower (种粮大户), a cooperative, a trustee. */
public enum CultivatorKind {
    HOUSEHOLD, LARGE_GROWER, COOPERATIVE, TRUSTEE
}
