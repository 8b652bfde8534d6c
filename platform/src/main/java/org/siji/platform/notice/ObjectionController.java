package org.siji.platform.notice;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.notice.Objections.Objection;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Answers to objections: once, with the reasons. */
@RestController
@RequestMapping("/api/v1/objections")
class ObjectionController {

    private final Objections objections;
    private final NoticeAccess access;

    ObjectionController(Objections objections, NoticeAccess access) {
        this.objections = objections;
        this.access = access;
    }

    record Answer(@Nullable String answer, Objections.@Nullable Outcome outcome) {}

    @PostMapping("/{id}/answer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Objection answer(CurrentUser user, @PathVariable UUID id, @RequestBody Answer request) {
        Objection objection = objections.findObjection(id)
                .orElseThrow(() -> ProblemException.notFound("objection", id));
        access.getVisible(user, objection.noticeId());
        Violations.collect().requireValue(request.answer(), "answer").requireValue(request.outcome(), "outcome")
                .throwIfAny();
        return objections.answer(objection, requireNonNull(request.answer()), requireNonNull(request.outcome()),
                user.username());
    }
}
