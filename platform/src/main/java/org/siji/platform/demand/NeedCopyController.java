package org.siji.platform.demand;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Last season's needs of a village, looked at and copied. */
@RestController
@RequestMapping("/api/v1/need-copies")
class NeedCopyController {

    private final NeedCopies copies;

    NeedCopyController(NeedCopies copies) {
        this.copies = copies;
    }

    record Preview(String villageCode, int from, int to, List<NeedCopies.OfHousehold> households) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Preview preview(@RequestParam String village, @RequestParam int from, @RequestParam int to, CurrentUser user) {
        user.requireVillage(village);
        return new Preview(village, from, to, copies.preview(village, from, to));
    }

    record CopyRequest(@Nullable String villageCode, @Nullable Integer fromSeason, @Nullable Integer toSeason,
            @Nullable List<UUID> needIds) {}

    record Copied(List<UUID> ids) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Copied copy(@RequestBody CopyRequest request, CurrentUser user) {
        Violations.collect().requireValue(request.villageCode(), "villageCode")
                .requireValue(request.fromSeason(), "fromSeason").requireValue(request.toSeason(), "toSeason")
                .throwIfAny();
        String village = Objects.requireNonNull(request.villageCode());
        user.requireVillage(village);
        return new Copied(copies.copy(village, Objects.requireNonNull(request.fromSeason()),
                Objects.requireNonNull(request.toSeason()), Objects.requireNonNullElse(request.needIds(), List.of()),
                user));
    }
}
