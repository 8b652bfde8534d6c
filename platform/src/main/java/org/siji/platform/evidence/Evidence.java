package org.siji.platform.evidence;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence, without its content.
 *
 * @param sha256     of the content as it was brought, lower-case hex
 * @param takenAt    by the clock of whoever made it, null when not stated; recordedAt is the server's
 * @param lon        degrees of WGS 84 with lat, null when the place is not known
 * @param recordedBy login
 */
public record Evidence(UUID id, String subjectType, UUID subjectId, EvidenceKind kind, String contentType, long bytes,
        String sha256, String note, @Nullable OffsetDateTime takenAt, @Nullable Double lon, @Nullable Double lat,
        String recordedBy, OffsetDateTime recordedAt) {}
