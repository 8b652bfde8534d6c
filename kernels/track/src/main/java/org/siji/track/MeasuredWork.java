package org.siji.track;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;

/**
 * What a machine did, as far as its track tells. Whether that is enough to be paid for is not decided here.
 *
 * @param outcome              whether there is an area at all, and if not, why
 * @param fixes                what became of the fixes
 * @param durationSeconds      from the first to the last fix used
 * @param segments             passes: stretches of work without a break by time gap, jump or idling
 * @param workedDistanceMeters way travelled while working with a known width
 * @param workedSeconds        time spent working, standing still included
 * @param stepsWithoutWidth    steps between fixes at work that were left out because nobody knows the width
 * @param fixesTooFar          fixes that were left out because they lie hundreds of kilometres from the first one
 * @param grossArea            sum of distance x width: what a simple counter on the machine shows
 * @param netArea              ground covered at least once
 * @param overlapArea          ground covered by two passes or more; each spot counts once, so gross minus net is larger
 *                             where ground was covered three times. A machine comes back to a spot when it has travelled
 *                             more than two working widths in between; what a turn sweeps twice before is one pass
 * @param field                the same inside the given field; null if none was given
 * @param interval90           what the area covered of the field may really be, or without a field the net area
 * @param map                  the raster, to be drawn or asked about other fields
 * @param engineVersion        changes whenever the same input may give other numbers
 * @param parameters           what was asked
 */
public record MeasuredWork(WorkOutcome outcome, FixCounts fixes, double durationSeconds, int segments,
        double workedDistanceMeters, double workedSeconds, int stepsWithoutWidth, int fixesTooFar, Area grossArea,
        Area netArea, Area overlapArea, @Nullable FieldCoverage field, AreaInterval interval90,
        CoverageMap map, String engineVersion, MeasureParameters parameters) {

    /** For callers who gave a field. */
    public FieldCoverage getField() {
        if (field == null) {
            throw new IllegalStateException("measured without a field");
        }
        return field;
    }
}
