package org.siji.sample;

import org.jspecify.annotations.Nullable;

/**
 * @param code          the household's code, or for a large grower the village code followed by D and two digits
 * @param householdCode the family that farms; for a large grower its own family, which also holds parcels
 */
public record SampleCultivator(String code, Kind kind, String name, String phone, @Nullable String householdCode) {

    /** Who farms. */
    public enum Kind {
        HOUSEHOLD, LARGE_GROWER
    }
}
