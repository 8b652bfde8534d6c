package org.siji.formats.isoxml;

import java.util.Optional;

/** A counter that the machine's own computer keeps (ISO 11783-11); its unit is part of the name. */
public enum MachineTotal {
    AREA_SQUARE_METERS(0x74, 1),
    EFFECTIVE_DISTANCE_METERS(0x75, 1000),
    INEFFECTIVE_DISTANCE_METERS(0x76, 1000),
    EFFECTIVE_SECONDS(0x77, 1),
    INEFFECTIVE_SECONDS(0x78, 1),
    YIELD_KILOGRAMS(0x5A, 1),
    FUEL_LITERS(0x94, 1000);

    private final int item;
    private final double stepsPerUnit;

    MachineTotal(int item, double stepsPerUnit) {
        this.item = item;
        this.stepsPerUnit = stepsPerUnit;
    }

    static Optional<MachineTotal> find(int item) {
        for (MachineTotal total : values()) {
            if (total.item == item) {
                return Optional.of(total);
            }
        }
        return Optional.empty();
    }

    /** From the steps in which it is logged. */
    double inUnits(long steps) {
        return steps / stepsPerUnit;
    }
}
