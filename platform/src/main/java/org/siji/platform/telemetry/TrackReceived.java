package org.siji.platform.telemetry;

import java.util.List;
import java.util.UUID;

/** A machine's file came in and was stored. Heard in the transaction of the upload. */
public record TrackReceived(UUID trackId, List<UUID> logIds) {}
