package org.siji.platform.registry;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violation;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.ImportStore.Import;
import org.siji.platform.registry.ImportStore.Status;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Files of parcels: tried without storing, taken in as a whole or not at all, taken back as a whole. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportController {

    private final ParcelFileCheck check;
    private final ImportStore store;
    private final ParcelStore parcels;
    private final Batches batches;
    private final ApplicationEventPublisher events;

    ImportController(ParcelFileCheck check, ImportStore store, ParcelStore parcels, Batches batches,
            ApplicationEventPublisher events) {
        this.check = check;
        this.store = store;
        this.parcels = parcels;
        this.batches = batches;
        this.events = events;
    }

    @PostMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Import upload(@RequestParam MultipartFile file, @RequestParam(required = false) @Nullable String villageCode,
            @RequestParam(required = false) @Nullable String codeAttribute,
            @RequestParam(defaultValue = "false") boolean dryRun, CurrentUser user, Locale locale) throws IOException {
        String village = villageCode == null || villageCode.isBlank() ? null : villageCode;
        if (village != null) {
            user.requireVillage(village);
        }
        byte[] content = file.getBytes();
        String name = nameOf(file);
        ParcelFileCheck.Checked checked = check.check(content, name, village,
                codeAttribute == null || codeAttribute.isBlank() ? null : codeAttribute, user, locale);
        if (!dryRun && checked.hasErrors()) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "import.rejected",
                    checked.problems().stream().filter(ImportProblem::isError)
                            .map(ImportController::violation).toList());
        }
        Status status = !dryRun ? Status.DONE : checked.hasErrors() ? Status.REJECTED : Status.DRY_RUN;
        UUID id = Ids.next();
        Import made = new Import(dryRun ? null : id, status, name, sha256(content), village, checked.file().records(),
                checked.file().parcels().size(), checked.file().totalArea().squareMeters(), null, null,
                checked.problems());
        if (dryRun) {
            return made;
        }
        store.insert(id, made, content, user.username());
        LocalDate today = batches.today();
        parcels.insert(checked.file().parcels().stream().map(row -> row(row, checked, id, today)).toList(),
                checked.known(), checked.households(), user.username());
        events.publishEvent(new ParcelsImported(id));
        return store.find(user.regionPrefix(), id).orElseThrow();
    }

    private static ParcelStore.NewRow row(ParcelRecord row, ParcelFileCheck.Checked checked, UUID importId,
            LocalDate today) {
        String holder = row.householdCode();
        List<TenureShare> tenure = holder != null && checked.households().containsKey(holder)
                ? List.of(new TenureShare(holder, 1, 1))
                : List.of();
        BigDecimal surveyed = row.surveyedSquareMeters();
        return new ParcelStore.NewRow(row.code(), row.name(), row.lonLat(), row.registeredAreaMu(),
                surveyed == null ? null : surveyed.doubleValue(), tenure, today, importId);
    }

    private static Violation violation(ImportProblem problem) {
        String path = problem.row() == 0 ? "file" : "row " + problem.row();
        return Violation.of(problem.code(), problem.field() == null ? path : path + "." + problem.field(),
                problem.args().toArray());
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Import> list(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        return Page.of(store.list(user.regionPrefix(), Page.after(cursor), Page.rowsToRead(limit)), limit,
                one -> Objects.requireNonNull(one.id()));
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Import get(@PathVariable UUID id, CurrentUser user) {
        return store.find(user.regionPrefix(), id).orElseThrow(() -> ProblemException.notFound("import", id));
    }

    @PostMapping("/{id}/undo")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Import undo(@PathVariable UUID id, CurrentUser user) {
        get(id, user);
        store.undo(id);
        return get(id, user);
    }

    /** Only the last part of what a browser calls the file: paths may hold personal names. */
    private static String nameOf(MultipartFile file) {
        String given = Objects.requireNonNullElse(file.getOriginalFilename(), "").replace('\\', '/');
        String name = given.substring(given.lastIndexOf('/') + 1);
        try {
            if (name.isBlank() || name.startsWith(".") || Path.of(name).getNameCount() != 1) {
                throw ProblemException.badRequest("import.file-name", "file", given);
            }
        } catch (InvalidPathException e) {
            throw ProblemException.badRequest("import.file-name", "file", given);
        }
        return name;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
