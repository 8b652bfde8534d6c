package org.siji.platform.market;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A milestone of a contract and how far it is.
 *
 * @param proof    what has to be shown; empty for nothing
 * @param doneSide who said that it is done; the other side confirms
 */
public record Milestone(UUID id, UUID contractId, int position, MilestoneKind kind, String name, LocalDate dueOn,
        String proof, @Nullable LocalDate doneOn, @Nullable String doneNote, @Nullable String doneBy,
        @Nullable ContractSide doneSide, @Nullable String confirmedBy, @Nullable OffsetDateTime confirmedAt,
        long version) {

    /** In calendar days: until it was done, or until today. */
    public long lateDays(LocalDate today) {
        return Math.max(0, (doneOn == null ? today : doneOn).toEpochDay() - dueOn.toEpochDay());
    }
}
