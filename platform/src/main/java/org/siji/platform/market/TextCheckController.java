package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.Public;
import org.siji.platform.registry.RegionRegister;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether a printed text is what the platform keeps. For anybody who holds the paper: says nothing about persons or money. */
@RestController
@RequestMapping("/api/v1/contract-texts")
class TextCheckController {

    private final Editions editions;
    private final ContractStore contracts;
    private final RegionRegister regions;
    private final SignatureDesk signatures;

    TextCheckController(Editions editions, ContractStore contracts, RegionRegister regions, SignatureDesk signatures) {
        this.editions = editions;
        this.contracts = contracts;
        this.regions = regions;
        this.signatures = signatures;
    }

    /**
     * @param genuine whether a contract's text, once sent, has this fingerprint
     * @param latest  the edition that is in force, or waits to be signed where none is
     */
    record TextCheck(boolean genuine, @Nullable String number, @Nullable String villageName,
            @Nullable Operation operation, @Nullable Integer season, @Nullable Integer edition,
            @Nullable Integer latest, Edition.@Nullable State state, @Nullable ContractStatus contractStatus,
            @Nullable LocalDate inForceSince, @Nullable String sha256, @Nullable String sm3,
            List<CheckedSignature> signatures) {

        static final TextCheck UNKNOWN = new TextCheck(false, null, null, null, null, null, null, null, null, null,
                null, null, List.of());
    }

    /** Without the name: valid, the fingerprint and what it takes to check the signature elsewhere. */
    record CheckedSignature(ContractSide side, Signature.Kind kind, LocalDate signedOn, @Nullable Boolean valid,
            @Nullable String keyFingerprint, @Nullable String publicKey, @Nullable String signature) {

        static CheckedSignature of(SignatureDesk.SignatureView one) {
            return new CheckedSignature(one.side(), one.kind(), one.signedOn(), one.valid(), one.keyFingerprint(),
                    one.publicKey(), one.signature());
        }
    }

    /** @param hash SHA-256 or SM3 of the text in hex; spaces and capital letters make no difference */
    @Public
    @GetMapping
    TextCheck check(@RequestParam String hash) {
        String plain = hash.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        Optional<Edition> found = plain.matches("[0-9a-f]{64}") ? editions.findByHash(plain) : Optional.empty();
        return found.flatMap(edition -> contracts.find(edition.contractId()).map(row -> of(edition, row)))
                .orElse(TextCheck.UNKNOWN);
    }

    private TextCheck of(Edition edition, ContractStore.Row row) {
        LocalDate since = edition.inForceAt() == null
                ? null
                : edition.inForceAt().atZoneSameInstant(ProviderService.FARM_ZONE).toLocalDate();
        return new TextCheck(true, row.number(), regions.getRegion(row.villageCode()).name(), row.operation(),
                row.season(), edition.edition(), row.edition(), edition.state(), row.status(), since,
                edition.textSha256(), edition.textSm3(),
                signatures.list(edition).stream().map(CheckedSignature::of).toList());
    }
}
