package org.siji.platform.telemetry;

import java.time.Instant;
import java.util.UUID;

import org.locationtech.jts.geom.Geometry;

/**
 * One log of a track file.
 *
 * @param lineLonLat its way, thinned for maps
 */
public record TrackLog(UUID id, UUID trackId, String name, long records, Instant startedAt, Instant endedAt,
        Geometry lineLonLat) {}
