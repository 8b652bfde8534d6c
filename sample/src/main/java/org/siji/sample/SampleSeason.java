package org.siji.sample;

import java.time.LocalDate;
import java.util.List;

import org.siji.money.Money;

/**
 * What goes wrong in the season, decided beforehand: ids only, for whoever plays the season. All the needs named are
 * harvest needs, no field is named twice, and except for {@link #cancelled} they all lie in blocks that reach 50 mu with a
 * gap of 3 m, so that they get as far as a work order.
 *
 * @param cancelled   withdrawn before its bundle closes
 * @param halfway     the provider's machine breaks down, another one finishes
 * @param partial     done only in part and left so
 * @param refused     the machine was somewhere else
 * @param appealed    refused or cut at first, granted on better evidence
 * @param objection   to the public notice
 * @param fund        runs out
 * @param largeGrower the forty leased parcels
 */
public record SampleSeason(LocalDate harvestFrom, LocalDate harvestTo, Cancelled cancelled, Halfway halfway,
        Partial partial, Refused refused, Appealed appealed, Objection objection, Fund fund, LargeGrower largeGrower) {

    /** The late-rice season that the sample tells of. */
    public static final int YEAR = 2026;

    /** @param reasonKey a key of {@link SampleWords} */
    public record Cancelled(String needId, LocalDate on, String reasonKey) {}

    /**
     * The contract that holds this need: of its fields, worked in the order of the plan, the first provider does the share
     * {@code workedShare} of the area and stops in the middle of a field; the replacement does the rest.
     */
    public record Halfway(String needId, String fieldId, String failingProviderCode, String replacementProviderCode,
            double workedShare, String reasonKey) {}

    /** Only {@code workedShare} of the field was worked; the rest is lodged or drowned. */
    public record Partial(String needId, String fieldId, double workedShare, String reasonKey) {}

    /** The track shows work on {@code elsewhereFieldId} instead of the field. */
    public record Refused(String needId, String fieldId, String elsewhereFieldId) {}

    /**
     * The first log breaks off after {@code firstShare} of the field and carries a systematic offset ({@code firstNoise}); the
     * second, from the terminal's memory, covers the field from the beginning with {@code secondNoise}.
     */
    public record Appealed(String needId, String fieldId, double firstShare, NoiseModel firstNoise,
            NoiseModel secondNoise) {}

    /** The household says that the area on the notice is not what was worked. */
    public record Objection(String householdCode, String needId, String fieldId, String reasonKey) {}

    /**
     * A subsidy fund that holds less than the season's accepted harvest will claim.
     *
     * @param limit     six tenths of {@code perMu} times the mu asked for in blocks that reach 50 mu
     */
    public record Fund(String code, String nameKey, SampleOperation operation, Money perMu, Money limit) {}

    /** The merged field and its leases. */
    public record LargeGrower(String cultivatorCode, String fieldId, String needId, List<String> parcelCodes) {

        public LargeGrower {
            parcelCodes = List.copyOf(parcelCodes);
        }
    }
}
