package org.siji.platform.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A track file that was stored.
 *
 * @param workOrderId the order that the sender said it is for, null if he left that to us
 */
public record ReceivedTrack(UUID id, UUID machineId, UUID providerId, @Nullable UUID workOrderId, String sha256,
        Instant receivedAt, List<TrackLog> logs) {}
