package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.tenancy.Agreements.Agreement;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.IdleLands.OfferedAs;
import org.siji.platform.tenancy.LandInterests.Answer;
import org.siji.platform.tenancy.LandInterests.Interest;
import org.siji.platform.tenancy.Trusteeships.TrusteeKind;
import org.siji.platform.tenancy.Trusteeships.Trusteeship;
import org.springframework.stereotype.Component;

/** Idle land that was promised to somebody becomes the agreement with him, and with nobody else. */
@Component
class LandPromises {

    private final IdleLands lands;
    private final LandInterests interests;
    private final ParcelRegister parcels;

    LandPromises(IdleLands lands, LandInterests interests, ParcelRegister parcels) {
        this.lands = lands;
        this.interests = interests;
        this.parcels = parcels;
    }

    /** A provider that takes the land on lease does so as a cultivator, whom the village knows and the platform does not. */
    void keep(UUID idleLandId, Agreement made, CurrentUser user) {
        IdleLand land = visible(idleLandId, user);
        Interest accepted = accepted(land, OfferedAs.TRANSFER);
        LocalDate day = made.transfer().validFrom();
        boolean sameLand = parcels.listHeldUnder(List.of(land.fieldId()), day).stream()
                .anyMatch(one -> one.parcelId().equals(made.transfer().parcelId()));
        boolean sameParty = accepted.cultivatorId() == null
                || accepted.cultivatorId().equals(made.transfer().toCultivatorId());
        require(sameLand && sameParty);
        lands.agreed(idleLandId, made.id(), null, user.username());
    }

    void keep(UUID idleLandId, Trusteeship made, List<UUID> fieldIds, CurrentUser user) {
        IdleLand land = visible(idleLandId, user);
        Interest accepted = accepted(land, OfferedAs.TRUSTEESHIP);
        require(fieldIds.contains(land.fieldId()) && made.trusteeKind() == TrusteeKind.PROVIDER
                && accepted.providerId() != null && accepted.providerId().toString().equals(made.trusteeId()));
        lands.agreed(idleLandId, null, made.id(), user.username());
    }

    private IdleLand visible(UUID id, CurrentUser user) {
        return lands.find(id).filter(one -> user.seesVillage(one.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("idle-land", id));
    }

    private Interest accepted(IdleLand land, OfferedAs kind) {
        return interests.listOf(List.of(land.id())).stream()
                .filter(one -> one.status() == Answer.ACCEPTED && one.kind() == kind).findFirst()
                .orElseThrow(() -> ProblemException.conflict("idle.agreement", "idleLandId"));
    }

    private static void require(boolean same) {
        if (!same) {
            throw ProblemException.conflict("idle.agreement", "idleLandId");
        }
    }
}
