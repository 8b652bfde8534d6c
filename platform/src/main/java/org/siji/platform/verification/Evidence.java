package org.siji.platform.verification;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * On what a measurement rests, so that anybody can do it again.
 *
 * @param inputSha256 over the raw files' hashes, the names of the logs, the field's border, the parameters and the engine version
 */
public record Evidence(UUID measurementId, List<UUID> trackLogIds, String engineVersion, String inputSha256,
        OffsetDateTime measuredAt) {}
