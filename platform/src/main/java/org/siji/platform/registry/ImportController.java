package org.siji.platform.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
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
import org.siji.platform.registry.ParcelFileCheck.Wishes;
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
    private final RegionRegister regions;
    private final Batches batches;
    private final ApplicationEventPublisher events;

    ImportController(ParcelFileCheck check, ImportStore store, ParcelStore parcels, RegionRegister regions,
            Batches batches, ApplicationEventPublisher events) {
        this.check = check;
        this.store = store;
        this.parcels = parcels;
        this.regions = regions;
        this.batches = batches;
        this.events = events;
    }

    /** @param provisionalGroup group whose provisional codes parcels without a 19-digit one get; without it they are refused */
    @PostMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Import upload(@RequestParam MultipartFile file, @RequestParam(required = false) @Nullable String villageCode,
            @RequestParam(required = false) @Nullable String codeAttribute,
            @RequestParam(required = false) @Nullable String provisionalGroup,
            @RequestParam(defaultValue = "false") boolean dryRun, CurrentUser user, Locale locale) throws IOException {
        Wishes wishes = new Wishes(given(villageCode), given(codeAttribute), given(provisionalGroup));
        checkPlaces(wishes, user);
        String name = nameOf(file);
        ParcelFileCheck.Checked checked = check.check(file, name, wishes, user, locale);
        if (!dryRun && checked.hasErrors()) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "import.rejected",
                    checked.problems().stream().filter(ImportProblem::isError)
                            .map(problem -> violation(problem, name)).toList());
        }
        Status status = !dryRun ? Status.DONE : checked.hasErrors() ? Status.REJECTED : Status.DRY_RUN;
        UUID id = Ids.next();
        Import made = new Import(dryRun ? null : id, status, name, sha256(file), wishes.villageCode(),
                checked.file().records(), checked.file().parcels().size(),
                checked.file().totalArea().squareMeters(), null, null, checked.problems());
        if (dryRun) {
            return made;
        }
        store.insert(id, made, file.getBytes(), user.username());
        LocalDate today = batches.today();
        parcels.insert(checked.rows().stream().map(row -> row(row, checked, id, today)).toList(), checked.known(),
                checked.households(), user.username());
        events.publishEvent(new ParcelsImported(id));
        return store.find(user.regionPrefix(), id).orElseThrow();
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void checkPlaces(Wishes wishes, CurrentUser user) {
        if (wishes.villageCode() != null) {
            user.requireVillage(wishes.villageCode());
        }
        String group = wishes.provisionalGroup();
        if (group != null) {
            user.requireVillage(group);
            if (regions.findRegion(group).filter(region -> region.level() == RegionLevel.GROUP).isEmpty()) {
                throw ProblemException.badRequest("import.group-unknown", "provisionalGroup", group);
            }
        }
    }

    private static ParcelStore.NewRow row(ProvisionalCodes.Coded coded, ParcelFileCheck.Checked checked, UUID importId,
            LocalDate today) {
        ParcelRecord row = coded.parcel();
        String holder = row.householdCode();
        List<TenureShare> tenure = holder != null && checked.households().containsKey(holder)
                ? List.of(new TenureShare(holder, 1, 1))
                : List.of();
        BigDecimal surveyed = row.surveyedSquareMeters();
        return new ParcelStore.NewRow(coded.code(), row.name().isEmpty() ? coded.code() : row.name(), row.lonLat(),
                row.registeredAreaMu(), surveyed == null ? null : surveyed.doubleValue(), tenure, today, importId,
                coded.provisional());
    }

    /** The row, after its file's name where the upload holds several. */
    private static Violation violation(ImportProblem problem, String upload) {
        String within = problem.file().equals(upload) ? "" : problem.file() + " ";
        String path = within + (problem.row() == 0 ? "file" : "row " + problem.row());
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

    private static String sha256(MultipartFile file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
