package org.siji.platform.notice;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.notice.Notices.Notice;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Who reads which notice and may object for whom. The photo of an objection's paper is seen by those who see the objection. */
@Component
class NoticeAccess implements EvidenceSubject {

    private final Notices notices;
    private final Objections objections;
    private final HouseholdRegister households;
    private final DutyAreas duties;

    NoticeAccess(Notices notices, Objections objections, HouseholdRegister households, DutyAreas duties) {
        this.notices = notices;
        this.objections = objections;
        this.households = households;
        this.duties = duties;
    }

    /** @throws ProblemException 404 outside of the user's scope */
    Notice getVisible(CurrentUser user, UUID id) {
        return notices.findNotice(id).filter(notice -> sees(user, notice.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("notice", id));
    }

    private boolean sees(CurrentUser user, String villageCode) {
        return switch (user.role()) {
            case HOUSEHOLD -> villageCode.equals(villagePrefix(user, null));
            case LEADER -> villageCode.equals(user.regionCode());
            default -> user.seesVillage(villageCode);
        };
    }

    String villagePrefix(CurrentUser user, @Nullable String village) {
        return switch (user.role()) {
            case HOUSEHOLD -> households.findHousehold(requireNonNull(user.householdId()))
                    .map(Household::villageCode)
                    .orElseThrow(() -> ProblemException.notFound("household", requireNonNull(user.householdId())));
            case LEADER -> requireNonNull(user.regionCode());
            default -> user.narrowTo(village);
        };
    }

    /** Whether the user is the household or the leader who looks after it. */
    boolean speaksFor(CurrentUser user, UUID householdId) {
        return user.role() == Role.LEADER ? duties.covers(user.id(), householdId) : user.isHousehold(householdId);
    }

    /** @throws ProblemException 404 unless the household is of the village, and the user may speak for it */
    void requireOfVillage(CurrentUser user, UUID householdId, String villageCode) {
        if (!households.findHousehold(householdId).map(Household::villageCode).filter(villageCode::equals).isPresent()
                || !user.role().isOffice() && !speaksFor(user, householdId)) {
            throw ProblemException.notFound("household", householdId);
        }
    }

    @Override
    public String type() {
        return "objections";
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return objections.findObjection(subjectId)
                .filter(one -> notices.findNotice(one.noticeId())
                        .filter(notice -> sees(user, notice.villageCode())).isPresent()
                        && (user.role().isOffice() || speaksFor(user, one.householdId())))
                .isPresent();
    }
}
