package org.siji.platform.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of evidence. */
@Component
public class Evidences {

    private static final double MAX_LON = 180;
    private static final double MAX_LAT = 90;
    private static final String COLUMNS = """
            select id, subject_type, subject_id, kind, content_type, bytes, sha256, note, taken_at, lon, lat, recorded_by,
                   recorded_at
            from evidence
            """;

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    Evidences(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** @throws ProblemException 404 */
    public Evidence getEvidence(UUID id) {
        return findEvidence(id).orElseThrow(() -> ProblemException.notFound("evidence", id));
    }

    Optional<Evidence> findEvidence(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(Evidence.class).optional();
    }

    /** In the order in which they came. */
    public List<Evidence> listEvidence(String subjectType, UUID subjectId) {
        return jdbc.sql(COLUMNS + "where subject_type = :type and subject_id = :subject order by recorded_at, id")
                .param("type", subjectType).param("subject", subjectId)
                .query(DataClassRowMapper.newInstance(Evidence.class)).list();
    }

    /**
     * Keeps a piece that another module received, which has asked who may bring it.
     *
     * @return false if it is there already
     * @throws ProblemException 422 for what is no evidence, 409 if something else is kept under the id
     */
    public boolean receive(UUID id, String subjectType, UUID subjectId, EvidenceKind kind, byte[] content, String note,
            @Nullable OffsetDateTime takenAt, @Nullable Double lon, @Nullable Double lat, String by,
            OffsetDateTime at) {
        ContentType type = ContentType.of(content).orElse(null);
        Violations problems = Violations.collect().require(content.length > 0, "evidence.empty", "content");
        problems.require(content.length == 0 || type != null, "evidence.unknown-content", "content");
        problems.require((lon == null) == (lat == null) && (lon == null || Math.abs(lon) <= MAX_LON)
                && (lat == null || Math.abs(lat) <= MAX_LAT), "evidence.place", "lon").throwIfAny();
        return add(new Evidence(id, subjectType, subjectId, kind, Objects.requireNonNull(type).mediaType(),
                content.length, sha256(content), note, takenAt, lon, lat, by, at), content);
    }

    byte[] getContent(UUID id) {
        return personalData.decryptBytes(
                jdbc.sql("select content from evidence where id = :id").param("id", id).query(byte[].class).single());
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Keeps it under the id that the sender gave it.
     *
     * @return false if it is there already: a phone that heard no answer sends again
     * @throws ProblemException 409 if something else is kept under the id
     */
    boolean add(Evidence evidence, byte[] content) {
        int added = jdbc.sql("""
                insert into evidence (id, subject_type, subject_id, kind, content_type, bytes, sha256, note, taken_at, lon,
                                      lat, recorded_by, recorded_at, content)
                values (:id, :type, :subject, :kind, :contentType, :bytes, :sha256, :note, :takenAt, :lon, :lat, :by, :at,
                        :content)
                on conflict (id) do nothing""").param("id", evidence.id()).param("type", evidence.subjectType())
                .param("subject", evidence.subjectId()).param("kind", evidence.kind().name())
                .param("contentType", evidence.contentType()).param("bytes", evidence.bytes())
                .param("sha256", evidence.sha256()).param("note", evidence.note())
                .param("takenAt", evidence.takenAt()).param("lon", evidence.lon()).param("lat", evidence.lat())
                .param("by", evidence.recordedBy()).param("at", evidence.recordedAt())
                .param("content", personalData.encrypt(content)).update();
        if (added == 1) {
            return true;
        }
        Evidence there = getEvidence(evidence.id());
        if (!there.sha256().equals(evidence.sha256()) || !there.subjectId().equals(evidence.subjectId())
                || !there.recordedBy().equals(evidence.recordedBy())) {
            throw ProblemException.conflict("evidence.id-taken", "id");
        }
        return false;
    }
}
