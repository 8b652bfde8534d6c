package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;

/**
 * What an inspection of an operation looks at. Never changed: a county that wants it otherwise adds an edition.
 *
 * @param regionCode of the county that set it; null for the platform's own
 * @param points     how many points of a field are sampled
 */
record Checklist(UUID id, @Nullable String regionCode, Operation operation, int edition, int points, String note,
        LocalDate validFrom, List<Item> items) {

    enum Kind {
        NUMBER, YES_NO
    }

    /**
     * @param least     bounds in the item's unit, both included; 1 for a question whose answer has to be yes
     * @param passShare of the points that has to lie within the bounds; null when their mean has to
     * @param counts    whether the outcome depends on it
     * @param how       how it is measured
     * @param source    where the bounds come from
     * @param example   whether nobody has read them in a standard
     */
    record Item(String code, String name, String unit, Kind kind, @Nullable BigDecimal least,
            @Nullable BigDecimal most, @Nullable BigDecimal passShare, boolean counts, String how, String source,
            boolean example) {

        boolean isWithin(BigDecimal value) {
            return (least == null || value.compareTo(least) >= 0) && (most == null || value.compareTo(most) <= 0);
        }
    }
}
