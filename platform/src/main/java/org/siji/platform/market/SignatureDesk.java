package org.siji.platform.market;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.evidence.EvidenceKind;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.SigningKeys;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes signatures and checks them whenever they are shown. What is signed is the wording's text, its UTF-8 bytes. */
@Component
class SignatureDesk {

    private static final int MOST_LETTERS = 100;

    private final JdbcClient jdbc;
    private final SigningKeys keys;
    private final Evidences evidences;
    private final Clock clock;

    SignatureDesk(JdbcClient jdbc, SigningKeys keys, Evidences evidences, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.evidences = evidences;
        this.clock = clock;
    }

    /**
     * A signature as it is shown.
     *
     * @param valid          whether key, text and signature fit each other and the key was the account's then; null where only people
     *                       can tell (paper, click)
     * @param keyFingerprint SM3 of the public key; with publicKey (hex of the point) and signature (Base64 of the DER of r and s) for
     *                       whoever checks it with tools of his own
     */
    record SignatureView(ContractSide side, Signature.Kind kind, String signer, LocalDate signedOn, String recordedBy,
            OffsetDateTime recordedAt, @Nullable Boolean valid, @Nullable String keyFingerprint,
            @Nullable String publicKey, @Nullable String signature, @Nullable UUID evidenceId) {}

    /**
     * With the key of the account everybody signs for his own side only. A paper that both have signed lies in the village's office, which
     * may record it for the provider too; it stays on record who did.
     */
    void requireSide(ContractSide side, boolean onPaper, CurrentUser user) {
        boolean provider = user.role() == Role.PROVIDER;
        if (side == ContractSide.PROVIDER ? !provider && !onPaper : provider) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "contract.other-side", "side");
        }
    }

    /** @throws ProblemException 422 without a password and without a paper, with both, or with what is not good enough */
    void sign(Edition edition, ContractSide side, SignRequest request, CurrentUser user) {
        SignRequest.Paper paper = request.paper();
        Violations problems = Violations.collect();
        problems.require((request.password() == null) != (paper == null), "signature.password-or-paper", "password");
        if (paper != null) {
            check(edition, paper, problems);
        }
        problems.throwIfAny();
        if (paper != null) {
            insert(edition, side, Signature.Kind.PAPER, Objects.requireNonNull(paper.signer()).strip(),
                    Objects.requireNonNull(paper.signedOn()), user, null, paper.evidenceId());
        } else {
            SigningKeys.Signed signed = keys.sign(user, Objects.requireNonNull(request.password()), bytes(edition));
            insert(edition, side, Signature.Kind.SM2, user.displayName(), today(), user, signed, null);
        }
    }

    private void check(Edition edition, SignRequest.Paper paper, Violations problems) {
        LocalDate on = paper.signedOn();
        UUID evidenceId = paper.evidenceId();
        String signer = paper.signer();
        problems.requireValue(evidenceId, "paper.evidenceId").requireValue(signer, "paper.signer")
                .requireValue(on, "paper.signedOn");
        problems.require(signer == null || signer.strip().length() <= MOST_LETTERS, "terms.long", "paper.signer",
                MOST_LETTERS);
        LocalDate written = edition.proposedAt().atZoneSameInstant(ProviderService.FARM_ZONE).toLocalDate();
        if (on != null) {
            problems.require(!on.isAfter(today()) && !on.isBefore(written), "signature.paper-day", "paper.signedOn", on,
                    written);
        }
        if (evidenceId != null) {
            boolean picture = evidences.listEvidence(ContractEvidence.TYPE, edition.contractId()).stream()
                    .anyMatch(one -> one.id().equals(evidenceId)
                            && (one.kind() == EvidenceKind.PAPER || one.kind() == EvidenceKind.PHOTO));
            problems.require(picture, "signature.no-paper", "paper.evidenceId");
        }
    }

    private void insert(Edition edition, ContractSide side, Signature.Kind kind, String signer, LocalDate on,
            CurrentUser user, SigningKeys.@Nullable Signed signed, @Nullable UUID evidenceId) {
        jdbc.sql(
                """
                insert into contract_signature (id, contract_id, edition, side, kind, signer, signed_on, recorded_by, recorded_at,
                    text_sm3, key_id, signature, evidence_id)
                values (:id, :contract, :edition, :side, :kind, :signer, :on, :by, :at, :sm3, :key, :signature, :evidence)""")
                .param("id", Ids.next()).param("contract", edition.contractId()).param("edition", edition.edition())
                .param("side", side.name()).param("kind", kind.name()).param("signer", signer).param("on", on)
                .param("by", user.username()).param("at", OffsetDateTime.now(clock)).param("sm3", edition.textSm3())
                .param("key", signed == null ? null : signed.keyId())
                .param("signature", signed == null ? null : signed.signature()).param("evidence", evidenceId).update();
    }

    /** The collective's first. */
    List<SignatureView> list(Edition edition) {
        return jdbc.sql("""
                select id, contract_id, edition, side, kind, signer, signed_on, recorded_by, recorded_at, text_sm3, key_id,
                       signature, evidence_id
                from contract_signature where contract_id = :contract and edition = :edition order by side""")
                .param("contract", edition.contractId()).param("edition", edition.edition())
                .query(new SimplePropertyRowMapper<>(Signature.class)).list().stream().map(one -> view(one, edition))
                .toList();
    }

    private SignatureView view(Signature one, Edition edition) {
        UUID keyId = one.keyId();
        byte[] signature = one.signature();
        if (keyId == null || signature == null) {
            return new SignatureView(one.side(), one.kind(), one.signer(), one.signedOn(), one.recordedBy(),
                    one.recordedAt(), null, null, null, null, one.evidenceId());
        }
        SigningKeys.PublicKey key = keys.getKey(keyId);
        boolean valid = key.hasSigned(bytes(edition), signature, one.recordedAt());
        return new SignatureView(one.side(), one.kind(), one.signer(), one.signedOn(), one.recordedBy(),
                one.recordedAt(), valid, key.fingerprint(), HexFormat.of().formatHex(key.publicKey()),
                Base64.getEncoder().encodeToString(signature), null);
    }

    private static byte[] bytes(Edition edition) {
        return edition.text().getBytes(StandardCharsets.UTF_8);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ProviderService.FARM_ZONE));
    }
}
