package org.siji.platform.season;

import java.util.UUID;

import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.FieldRegister;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** What was done on a field. A provider is not allowed here: it sees its own work orders. */
@RestController
class ArchiveController {

    private final SeasonArchive archive;
    private final FieldRegister fields;

    ArchiveController(SeasonArchive archive, FieldRegister fields) {
        this.archive = archive;
        this.fields = fields;
    }

    @GetMapping("/api/v1/fields/{id}/archive")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<SeasonArchive.Entry> get(@PathVariable UUID id, CurrentUser user) {
        if (!fields.isVisibleTo(user, id)) {
            throw ProblemException.notFound("field", id);
        }
        return new Page<>(archive.listOfField(id), null);
    }
}
