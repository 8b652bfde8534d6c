package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.qualification.Paper.State;
import org.siji.platform.qualification.PaperKind.Holder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes papers in and writes down who inspected them. */
@Component
class PaperDesk {

    private static final int LONGEST = 200;

    private final Papers papers;
    private final PaperKinds kinds;
    private final PaperAccess access;
    private final PaperViews views;
    private final PaperRequests requests;
    private final Evidences evidences;

    PaperDesk(Papers papers, PaperKinds kinds, PaperAccess access, PaperViews views, PaperRequests requests,
            Evidences evidences) {
        this.papers = papers;
        this.kinds = kinds;
        this.access = access;
        this.views = views;
        this.requests = requests;
        this.evidences = evidences;
    }

    /**
     * @param number   as it stands on the paper; kept encrypted, shown by its last four characters
     * @param validTo  last day; null for a paper without end
     * @param replaces a paper that was entered wrongly; a renewed paper is simply another one
     */
    record PaperRequest(@Nullable String kind, @Nullable UUID machineId, @Nullable String number,
            @Nullable String holderName, @Nullable String issuedBy, @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo, @Nullable UUID replaces, @Nullable String reason) {}

    /** @return the new paper's id; the request for its kind is answered by it */
    UUID bring(Provider provider, PaperRequest request, CurrentUser user) {
        if (!provider.mayBeChangedBy(user)) {
            throw ProblemException.notFound("provider", provider.id());
        }
        Papers.NewPaper paper = check(provider, request);
        papers.findSame(provider.id(), paper).flatMap(papers::find).ifPresent(same -> {
            throw ProblemException.conflict("paper.same", "number", kinds.find(same.kind()).orElseThrow().said(),
                    same.recordedAt().atZoneSameInstant(Papers.FARM_ZONE).toLocalDate(), same.recordedBy());
        });
        UUID id = Ids.next();
        papers.insert(id, provider.id(), paper, user.username());
        requests.markBrought(provider.id(), paper.kind(), id, user.username());
        return id;
    }

    private Papers.NewPaper check(Provider provider, PaperRequest request) {
        String reason = Objects.requireNonNullElse(request.reason(), "").strip();
        LocalDate from = request.validFrom();
        LocalDate to = request.validTo();
        Violations problems = Violations.collect().requireValue(request.kind(), "kind")
                .requireValue(request.number(), "number").requireValue(request.issuedBy(), "issuedBy")
                .requireValue(from, "validFrom");
        problems.require(from == null || to == null || !to.isBefore(from), "paper.days-reversed", "validTo",
                String.valueOf(from), String.valueOf(to));
        length(request.number(), "number", problems);
        length(request.issuedBy(), "issuedBy", problems);
        length(request.holderName(), "holderName", problems);
        length(reason, "reason", problems);
        PaperKind kind = request.kind() == null ? null : kinds.find(request.kind()).orElse(null);
        problems.require(request.kind() == null || kind != null, "paper.kind", "kind", String.valueOf(request.kind()));
        if (kind != null) {
            UUID machine = request.machineId();
            problems.require(kind.holder() != Holder.MACHINE || machine != null, "paper.machine-needed", "machineId",
                    kind.said());
            problems.require(kind.holder() == Holder.MACHINE || machine == null, "paper.no-machine", "machineId",
                    kind.said());
            problems.require(machine == null || views.findMachine(provider, machine) != null, "paper.other-machine",
                    "machineId");
            problems.require(
                    kind.holder() != Holder.PERSON || (request.holderName() != null && !request.holderName().isBlank()),
                    "paper.person-needed", "holderName", kind.said());
        }
        UUID replaces = request.replaces();
        if (replaces != null) {
            problems.requireValue(reason, "reason");
            Paper old = papers.find(replaces).filter(one -> one.providerId().equals(provider.id())).orElse(null);
            problems.require(old != null && old.kind().equals(request.kind()), "paper.replaces-other", "replaces");
            problems.require(old == null || old.state() != State.REPLACED, "constraint.provider_paper_replaced_once",
                    "replaces");
        }
        problems.throwIfAny();
        return new Papers.NewPaper(Objects.requireNonNull(request.kind()), request.machineId(),
                Objects.requireNonNull(request.number()).strip(),
                request.holderName() == null || request.holderName().isBlank() ? null : request.holderName().strip(),
                Objects.requireNonNull(request.issuedBy()).strip(), Objects.requireNonNull(from), to, replaces, reason);
    }

    private static void length(@Nullable String text, String path, Violations problems) {
        problems.require(text == null || text.length() <= LONGEST, "paper.long", path, LONGEST);
    }

    /** @param reason what was looked at (the original, the issuer's register), or what is wrong with it */
    record InspectionRequest(@Nullable Boolean passed, @Nullable String reason, @Nullable LocalDate inspectedOn) {}

    void inspect(Paper paper, InspectionRequest request, CurrentUser user) {
        LocalDate today = papers.today();
        LocalDate on = request.inspectedOn() == null ? today : request.inspectedOn();
        Violations problems = Violations.collect().requireValue(request.passed(), "passed")
                .requireValue(request.reason(), "reason");
        length(request.reason(), "reason", problems);
        problems.require(!on.isAfter(today), "paper.inspected-later", "inspectedOn", on);
        problems.throwIfAny();
        if (paper.state() == State.REPLACED) {
            throw ProblemException.conflict("paper.replaced", "");
        }
        boolean passed = Objects.requireNonNull(request.passed());
        if (passed && evidences.listEvidence(PaperEvidence.TYPE, paper.id()).isEmpty()) {
            throw ProblemException.of(HttpStatus.CONFLICT, "paper.no-picture", "passed");
        }
        papers.inspect(Ids.next(), paper.id(), passed, Objects.requireNonNull(request.reason()).strip(), on, user);
    }

    /** @throws ProblemException 404 */
    Paper getVisible(CurrentUser user, UUID id) {
        return papers.find(id).filter(paper -> access.sees(user, paper.providerId()))
                .orElseThrow(() -> ProblemException.notFound("paper", id));
    }
}
