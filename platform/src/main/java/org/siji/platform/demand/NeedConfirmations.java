package org.siji.platform.demand;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consents;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedController.NeedView;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The household's yes to a need that was copied or came in a file without one. */
@RestController
class NeedConfirmations {

    private final NeedStore store;
    private final NeedService needs;
    private final Consents consents;
    private final StatusHistory history;

    NeedConfirmations(NeedStore store, NeedService needs, Consents consents, JdbcTemplate jdbc, Clock clock) {
        this.store = store;
        this.needs = needs;
        this.consents = consents;
        this.history = new StatusHistory(jdbc, clock, "need_event");
    }

    /** A household says yes with its own login; for others somebody says how they did. */
    @PostMapping("/api/v1/needs/{id}/confirm")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    NeedView confirm(@PathVariable UUID id, @RequestBody Confirmation confirmation, CurrentUser user) {
        Need need = store.lock(id).filter(found -> needs.sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("need", id));
        if (need.confirmationKind() != ConfirmationKind.UNCONFIRMED) {
            throw ProblemException.conflict("need.confirmed-already", "", need.confirmationKind());
        }
        if (need.status() != NeedStatus.OPEN) {
            throw ProblemException.conflict("need.not-open", "");
        }
        ConfirmationKind kind = kindOf(confirmation, user);
        Violations problems = Violations.collect();
        consents.check(kind, confirmation.consent(), need.householdId(), user, "", problems);
        problems.throwIfAny();
        confirm(List.of(id), kind, confirmation.note());
        consents.keep(NeedEvidence.TYPE, List.of(id), kind, confirmation.consent(), user);
        return needs.view(store.find(id).orElseThrow());
    }

    static ConfirmationKind kindOf(Confirmation confirmation, CurrentUser user) {
        if (user.role() == Role.HOUSEHOLD) {
            return ConfirmationKind.SELF;
        }
        ConfirmationKind kind = confirmation.kind();
        Violations.collect().require(
                kind != null && kind != ConfirmationKind.SELF && kind != ConfirmationKind.UNCONFIRMED,
                "need.confirmation-needed", "kind").throwIfAny();
        return Objects.requireNonNull(kind);
    }

    /** The caller has looked whether they may be. */
    void confirm(List<UUID> ids, ConfirmationKind kind, @Nullable String note) {
        String words = note == null ? "" : note.strip();
        store.confirm(ids, kind, words);
        history.recordAll(ids, NeedStatus.OPEN, words);
    }
}
