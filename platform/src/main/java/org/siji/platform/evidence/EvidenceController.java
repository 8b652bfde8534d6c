package org.siji.platform.evidence;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Evidence in and out; who sees the record that it stands behind sees it. */
@RestController
@RequestMapping("/api/v1/evidence")
class EvidenceController {

    /** The pages shrink photos before they send them; a phone's photo of full size still fits. */
    private static final int MAX_MEBIBYTES = 12;

    private final Evidences evidences;
    private final Map<String, EvidenceSubject> subjects;
    private final Clock clock;

    EvidenceController(Evidences evidences, List<EvidenceSubject> subjects, Clock clock) {
        this.evidences = evidences;
        this.subjects = subjects.stream().collect(Collectors.toMap(EvidenceSubject::type, subject -> subject));
        this.clock = clock;
    }

    private EvidenceSubject subject(String type) {
        EvidenceSubject subject = subjects.get(type);
        if (subject == null) {
            throw ProblemException.badRequest("evidence.subject", "subjectType", type);
        }
        return subject;
    }

    /** @param id made by the sender, so that the same piece sent twice is kept once; null to have one made */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    ResponseEntity<Evidence> add(CurrentUser user, @RequestParam MultipartFile file,
            @RequestParam @Nullable String subjectType, @RequestParam @Nullable UUID subjectId,
            @RequestParam @Nullable EvidenceKind kind, @RequestParam @Nullable UUID id,
            @RequestParam @Nullable String note, @RequestParam @Nullable OffsetDateTime takenAt,
            @RequestParam @Nullable Double lon, @RequestParam @Nullable Double lat) throws IOException {
        if (file.getSize() > MAX_MEBIBYTES * 1024L * 1024) {
            throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "evidence.too-large", "file",
                    (file.getSize() + 1024 * 1024 - 1) / (1024 * 1024), MAX_MEBIBYTES);
        }
        byte[] content = file.getBytes();
        Violations problems = Violations.collect().requireValue(subjectType, "subjectType")
                .requireValue(subjectId, "subjectId").requireValue(kind, "kind");
        problems.require((lon == null) == (lat == null), "evidence.place", "lon");
        problems.require(lon == null || Math.abs(lon) <= 180, "evidence.place", "lon");
        problems.require(lat == null || Math.abs(lat) <= 90, "evidence.place", "lat");
        problems.require(content.length > 0, "evidence.empty", "file");
        ContentType type = ContentType.of(content).orElse(null);
        problems.require(content.length == 0 || type != null, "evidence.unknown-content", "file");
        problems.throwIfAny();
        if (subjectType == null || subjectId == null || kind == null || type == null) {
            throw new IllegalStateException("checked above");
        }
        if (!subject(subjectType).mayAdd(user, subjectId)) {
            throw ProblemException.notFound(subjectType, subjectId);
        }
        Evidence evidence = new Evidence(id == null ? Ids.next() : id, subjectType, subjectId, kind, type.mediaType(),
                content.length, Evidences.sha256(content), note == null ? "" : note, takenAt, lon, lat,
                user.username(), OffsetDateTime.now(clock));
        boolean added = evidences.add(evidence, content);
        return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK)
                .body(evidences.getEvidence(evidence.id()));
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<Evidence> list(CurrentUser user, @RequestParam String subjectType, @RequestParam UUID subjectId) {
        if (!subject(subjectType).maySee(user, subjectId)) {
            throw ProblemException.notFound(subjectType, subjectId);
        }
        return new Page<>(evidences.listEvidence(subjectType, subjectId), null);
    }

    private Evidence getVisible(CurrentUser user, UUID id) {
        Evidence evidence = evidences.getEvidence(id);
        if (!subject(evidence.subjectType()).maySee(user, evidence.subjectId())) {
            throw ProblemException.notFound("evidence", id);
        }
        return evidence;
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Evidence get(CurrentUser user, @PathVariable UUID id) {
        return getVisible(user, id);
    }

    /** Shown, never run: whatever a file contains, the browser gets no rights from it. */
    @GetMapping("/{id}/content")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    ResponseEntity<byte[]> content(CurrentUser user, @PathVariable UUID id) {
        Evidence evidence = getVisible(user, id);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(evidence.contentType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff").header("X-Content-SHA256", evidence.sha256())
                .body(evidences.getContent(id));
    }
}
