package org.siji.track;

import org.siji.geo.Area;

/**
 * How much of one field a machine worked. The raster only says which part is covered; the part is taken of the field's real
 * area, so that covered and missed add up to it.
 *
 * @param fieldArea     the field's area, from its polygon
 * @param covered       worked at least once, inside the field
 * @param missed        not worked, inside the field; {@code fieldArea - covered}
 * @param overlap       worked by two passes or more, inside the field; each spot counts once
 * @param workedOutside worked by this track anywhere outside the field
 * @param coverage      {@code covered / fieldArea}, 0 to 1
 */
public record FieldCoverage(Area fieldArea, Area covered, Area missed, Area overlap, Area workedOutside,
        double coverage) {}
