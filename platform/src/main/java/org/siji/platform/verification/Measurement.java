package org.siji.platform.verification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.platform.work.WorkOrder;
import org.siji.track.AreaInterval;

/**
 * A measuring that was done, not yet stored.
 *
 * @param coverage    to four decimals, as people see it
 * @param overlapRate worked twice / field area, to four decimals
 * @param parameters  all that it depends on beside the input
 * @param interval90  what the covered area may really be
 */
record Measurement(UUID id, WorkOrder order, List<UUID> trackLogIds, Map<String, Object> parameters,
        String engineVersion, String inputSha256, Area gross, Area net, Area overlap, Area covered, Area missed,
        Area outside, Area fieldArea, AreaInterval interval90, BigDecimal coverage, BigDecimal overlapRate,
        int stepsWithoutWidth,
        LocalDate workedOn, Geometry field, Geometry coveredGround, Geometry overlappedGround,
        Geometry missedGround) {}
