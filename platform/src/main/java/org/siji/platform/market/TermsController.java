package org.siji.platform.market;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** A contract's terms, and all its wordings. */
@RestController
@RequestMapping("/api/v1/contracts/{id}")
class TermsController {

    private final ContractStore contracts;
    private final Editions editions;
    private final TermsDesk desk;

    TermsController(ContractStore contracts, Editions editions, TermsDesk desk) {
        this.contracts = contracts;
        this.editions = editions;
        this.desk = desk;
    }

    record TermsView(UUID contractId, ContractMode mode, int edition, long version, ContractTerms terms) {}

    record EditionView(int edition, Edition.State state, String reason, ContractMode mode, ContractTerms terms,
            LocalDate windowTo, List<UUID> droppedNeeds, String text, String textSha256, String textSm3,
            boolean signedByCollective, boolean signedByProvider, String proposedBy, OffsetDateTime proposedAt,
            @Nullable OffsetDateTime inForceAt) {

        static EditionView of(Edition one) {
            return new EditionView(one.edition(), one.state(), one.reason(), one.mode(), one.terms(), one.windowTo(),
                    one.droppedNeeds(), one.text(), one.textSha256(), one.textSm3(), one.signedByCollective(),
                    one.signedByProvider(), one.proposedBy(), one.proposedAt(), one.inForceAt());
        }
    }

    @GetMapping("/terms")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ResponseEntity<TermsView> get(CurrentUser user, @PathVariable UUID id) {
        return answer(getVisible(user, id));
    }

    /** Of a draft; what is signed changes by an amendment. */
    @PutMapping("/terms")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<TermsView> change(CurrentUser user, @PathVariable UUID id, @RequestBody TermsRequest request,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return answer(desk.change(id, request, ifMatch, user));
    }

    @GetMapping("/editions")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<EditionView> list(CurrentUser user, @PathVariable UUID id) {
        getVisible(user, id);
        return new Page<>(editions.list(id).stream().map(EditionView::of).toList(), null);
    }

    private ContractStore.Row getVisible(CurrentUser user, UUID id) {
        return contracts.find(id).filter(row -> ContractService.sees(user, row))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
    }

    private ResponseEntity<TermsView> answer(ContractStore.Row row) {
        return ResponseEntity.ok().eTag(Versions.etag(row.version()))
                .body(new TermsView(row.id(), row.mode(), row.edition(), row.version(),
                        editions.find(row.id(), row.edition()).orElseThrow().terms()));
    }
}
