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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
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
    private final SignatureDesk signatures;
    private final AmendmentDesk amendments;

    TermsController(ContractStore contracts, Editions editions, TermsDesk desk, SignatureDesk signatures,
            AmendmentDesk amendments) {
        this.contracts = contracts;
        this.editions = editions;
        this.desk = desk;
        this.signatures = signatures;
        this.amendments = amendments;
    }

    record TermsView(UUID contractId, ContractMode mode, int edition, long version, ContractTerms terms) {}

    /** @param amendment null for the first wording; its number is the edition less one */
    record EditionView(int edition, Edition.State state, ContractMode mode, ContractTerms terms, LocalDate windowFrom,
            LocalDate windowTo, long bundlePriceFenPerMu, Edition.@Nullable Amendment amendment, String text,
            String textSha256, String textSm3, boolean signedByCollective, boolean signedByProvider,
            String proposedBy, OffsetDateTime proposedAt, @Nullable OffsetDateTime inForceAt,
            List<SignatureDesk.SignatureView> signatures) {}

    private EditionView view(Edition one) {
        return new EditionView(one.edition(), one.state(), one.mode(), one.terms(), one.windowFrom(), one.windowTo(),
                one.bundlePriceFenPerMu(), one.amendment(), one.text(), one.textSha256(), one.textSm3(),
                one.signedByCollective(), one.signedByProvider(), one.proposedBy(), one.proposedAt(), one.inForceAt(),
                signatures.list(one));
    }

    record Reason(@Nullable String reason) {}

    record OpenNeed(UUID needId, UUID fieldId, String fieldName, double areaSquareMeters) {}

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
        return new Page<>(editions.list(id).stream().map(this::view).toList(), null);
    }

    /** One side proposes another wording of a signed contract; until both have signed it the old one holds. */
    @PostMapping("/amendment")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    @ResponseStatus(HttpStatus.CREATED)
    EditionView propose(CurrentUser user, @PathVariable UUID id, @RequestBody AmendmentRequest request) {
        return view(amendments.propose(id, request, user));
    }

    /** Taken back by its own side, or declined by the other. */
    @PostMapping("/amendment/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ResponseEntity<Void> withdraw(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        amendments.withdraw(id, request.reason(), user);
        return ResponseEntity.noContent().build();
    }

    /** Needs of the village that an amendment could take on. */
    @GetMapping("/open-needs")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<OpenNeed> listOpenNeeds(CurrentUser user, @PathVariable UUID id) {
        return new Page<>(amendments.listOpenNeeds(getVisible(user, id)).stream().map(need -> new OpenNeed(
                need.needId(), need.fieldId(), need.fieldName(), need.area().squareMeters())).toList(), null);
    }

    private ContractStore.Row getVisible(CurrentUser user, UUID id) {
        return contracts.find(id).filter(row -> ContractService.sees(user, row))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
    }

    private ResponseEntity<TermsView> answer(ContractStore.Row row) {
        return ResponseEntity.ok().eTag(Versions.etag(row.version()))
                .body(new TermsView(row.id(), row.mode(), row.edition(), row.version(),
                        editions.getEdition(row.id(), row.edition()).terms()));
    }
}
