package org.siji.platform.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.geometry.FeatureCollection;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.http.ContentDisposition;
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

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/**
 * Tracks in and out. A provider sees its own; an office those that are evidence for work in its villages, and those that it has
 * sent in itself.
 */
@RestController
@RequestMapping("/api/v1")
class TrackController {

    private final TrackIntake intake;
    private final TrackCatalogue catalogue;
    private final Fleet fleet;
    private final WorkOrders workOrders;

    TrackController(TrackIntake intake, TrackCatalogue catalogue, Fleet fleet, WorkOrders workOrders) {
        this.intake = intake;
        this.catalogue = catalogue;
        this.fleet = fleet;
        this.workOrders = workOrders;
    }

    /** @param verificationMillis how long measuring, deciding and billing took; 0 for a duplicate */
    record Received(@JsonUnwrapped TrackCatalogue.TrackView track, long verificationMillis) {}

    @PostMapping(path = "/tracks", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ResponseEntity<Received> upload(CurrentUser user, @RequestParam MultipartFile file,
            @RequestParam UUID machineId, @RequestParam @Nullable UUID workOrderId, Locale locale) throws IOException {
        Machine machine = fleet.getMachine(machineId);
        if (user.role() == Role.PROVIDER && !user.isProvider(machine.providerId())) {
            throw ProblemException.notFound("machine", machineId);
        }
        if (workOrderId != null) {
            requireFitting(user, machine, workOrders.getWorkOrder(workOrderId));
        }
        if (file.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.empty", "file");
        }
        if (file.getSize() > TrackIntake.MAX_MEBIBYTES * 1024L * 1024) {
            throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "track.too-large", "file",
                    TrackIntake.MAX_MEBIBYTES);
        }
        String name = file.getOriginalFilename() == null ? "track" : baseName(file.getOriginalFilename());
        TrackIntake.Outcome outcome = intake.take(file.getBytes(), name, machine, workOrderId, user.username());
        return ResponseEntity.status(outcome.duplicate() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(new Received(catalogue.getTrack(outcome.trackId(), locale, outcome.duplicate()),
                        outcome.verificationMillis()));
    }

    private static void requireFitting(CurrentUser user, Machine machine, WorkOrder order) {
        if (user.role() != Role.PROVIDER) {
            user.requireVillage(order.villageCode());
        }
        if (!order.providerId().equals(machine.providerId())) {
            if (user.role() == Role.PROVIDER) {
                throw ProblemException.notFound("work-order", order.id());
            }
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.other-provider", "workOrderId",
                    order.number(), machine.name());
        }
    }

    /** Some browsers send whole paths. */
    private static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    @GetMapping("/tracks")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<TrackCatalogue.TrackView> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam @Nullable UUID workOrder, @RequestParam @Nullable UUID machine,
            @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor, Locale locale) {
        List<UUID> ids = catalogue.listIds(user, village, workOrder, machine, Page.after(cursor),
                Page.rowsToRead(limit));
        return Page.of(catalogue.listTracks(ids, locale, false), limit, TrackCatalogue.TrackView::id);
    }

    @GetMapping("/tracks/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    TrackCatalogue.TrackView get(CurrentUser user, @PathVariable UUID id, Locale locale) {
        catalogue.requireVisible(user, id);
        return catalogue.getTrack(id, locale, false);
    }

    @GetMapping("/tracks/{id}/raw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ResponseEntity<byte[]> raw(CurrentUser user, @PathVariable UUID id) {
        catalogue.requireVisible(user, id);
        TrackCatalogue.RawFile file = catalogue.getRaw(id);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                        .filename(file.fileName(), StandardCharsets.UTF_8).build().toString())
                .header("X-Content-SHA256", file.sha256()).body(file.raw());
    }

    @GetMapping("/track-logs/{id}/line")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    FeatureCollection.Feature line(CurrentUser user, @PathVariable UUID id) {
        TrackLog log = catalogue.getLog(id);
        catalogue.requireVisible(user, log.trackId());
        return new FeatureCollection.Feature(Map.of("id", log.id(), "name", log.name(), "start",
                log.startedAt().toString(), "end", log.endedAt().toString(), "records", log.records()),
                log.lineLonLat());
    }
}
