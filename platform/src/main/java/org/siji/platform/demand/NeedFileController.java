package org.siji.platform.demand;

import java.io.IOException;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.NeedFiles.NeedFile;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** A village's needs as an Excel file: out to be filled in, in again with every row's problems. */
@RestController
@RequestMapping("/api/v1/need-files")
class NeedFileController {

    private final NeedFiles files;
    private final NeedFileStore store;
    private final NeedTemplate template;
    private final AuditTrail audit;

    NeedFileController(NeedFiles files, NeedFileStore store, NeedTemplate template, AuditTrail audit) {
        this.files = files;
        this.store = store;
        this.template = template;
        this.audit = audit;
    }

    /** @param reason why the full names of the heads are wanted, which is kept; without it they are masked */
    @GetMapping(path = "/template", produces = SheetWriter.XLSX)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> template(@RequestParam String village, @RequestParam int season,
            @RequestParam(required = false) @Nullable String reason, CurrentUser user) {
        user.requireVillage(village);
        String why = reason == null ? "" : reason.strip();
        if (!why.isEmpty()) {
            audit.record(user, "unmask", "village", village, why);
        }
        return SheetWriter.download("需求登记-" + village + "-" + season, template.write(village, season, !why.isEmpty()));
    }

    /** Tries a file; nothing is entered. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    NeedFile check(@RequestParam MultipartFile file, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer season, CurrentUser user) throws IOException {
        Violations.collect().requireValue(village, "village").requireValue(season, "season").throwIfAny();
        user.requireVillage(Objects.requireNonNull(village));
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replaceAll(".*[/\\\\]", "");
        return get(files.check(file.getBytes(), name, village, Objects.requireNonNull(season), user), user);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<NeedFile> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        return Page.of(store.list(user.narrowTo(village), Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(row -> files.view(row, false)).toList(), limit, NeedFile::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    NeedFile get(@PathVariable UUID id, CurrentUser user) {
        return files.view(files.getVisible(id, user), true);
    }

    /** The rows again with what is wrong beside each of them. */
    @GetMapping("/{id}/answer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> answer(@PathVariable UUID id, CurrentUser user) {
        NeedFileStore.Row file = files.getVisible(id, user);
        return SheetWriter.download(file.fileName().replaceAll("(?i)\\.xlsx$", "") + "-问题", store.answer(id));
    }

    record TakeRequest(@Nullable Boolean onlyGood) {}

    @PostMapping("/{id}/take")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    NeedFile take(@PathVariable UUID id, @RequestBody(required = false) @Nullable TakeRequest request,
            CurrentUser user) {
        files.take(id, request != null && Boolean.TRUE.equals(request.onlyGood()), user);
        return get(id, user);
    }
}
