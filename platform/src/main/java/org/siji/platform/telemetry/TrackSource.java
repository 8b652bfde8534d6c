package org.siji.platform.telemetry;

import java.util.UUID;

/** Where a log came from: the file that an auditor can download and hash himself. */
public record TrackSource(UUID trackId, UUID logId, String logName, String fileName, String sha256) {}
