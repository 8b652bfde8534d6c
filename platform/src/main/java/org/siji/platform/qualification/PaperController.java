package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.qualification.Paper.State;
import org.siji.platform.qualification.PaperDesk.InspectionRequest;
import org.siji.platform.qualification.PaperDesk.PaperRequest;
import org.siji.platform.qualification.PaperRequests.Asked;
import org.siji.platform.qualification.PaperRequests.RequestStatus;
import org.siji.platform.qualification.PaperViews.PaperDetail;
import org.siji.platform.qualification.PaperViews.PaperView;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Papers in, inspected, and asked for. One office's inspection serves all offices. */
@RestController
@RequestMapping("/api/v1")
class PaperController {

    private final Papers papers;
    private final PaperDesk desk;
    private final PaperViews views;
    private final PaperKinds kinds;
    private final PaperAccess access;
    private final PaperRequests requests;

    PaperController(Papers papers, PaperDesk desk, PaperViews views, PaperKinds kinds, PaperAccess access,
            PaperRequests requests) {
        this.papers = papers;
        this.desk = desk;
        this.views = views;
        this.kinds = kinds;
        this.access = access;
        this.requests = requests;
    }

    /** Those that were replaced too. */
    @GetMapping("/providers/{id}/papers")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<PaperView> listOf(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new Page<>(views.views(papers.listOf(id)), null);
    }

    @PostMapping("/providers/{id}/papers")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, PROVIDER})
    PaperView bring(CurrentUser user, @PathVariable UUID id, @RequestBody PaperRequest request) {
        return get(user, desk.bring(access.getVisible(user, id), request, user)).paper();
    }

    /** @param waiting only what somebody has to do something about */
    @GetMapping("/papers")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<PaperView> list(CurrentUser user, @RequestParam @Nullable String kind, @RequestParam @Nullable State state,
            @RequestParam(defaultValue = "false") boolean waiting, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        Page<Paper> page = Page.of(papers.list(visible(user), kind, state, waiting, Page.after(cursor),
                Page.rowsToRead(limit)), limit, Paper::id);
        return new Page<>(views.views(page.items()), page.next());
    }

    private Set<UUID> visible(CurrentUser user) {
        return access.listVisible(user).stream().map(Provider::id).collect(Collectors.toSet());
    }

    @GetMapping("/papers/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    PaperDetail get(CurrentUser user, @PathVariable UUID id) {
        return views.detail(desk.getVisible(user, id));
    }

    /** A later inspection holds; the earlier ones stay. */
    @PostMapping("/papers/{id}/inspections")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP})
    PaperDetail inspect(CurrentUser user, @PathVariable UUID id, @RequestBody InspectionRequest request) {
        desk.inspect(desk.getVisible(user, id), request, user);
        return get(user, id);
    }

    /** @param neededTo the paper has to hold until this day; today, unless it says otherwise */
    record AskRequest(@Nullable String kind, @Nullable LocalDate neededTo, @Nullable String reason) {}

    record AskedView(Asked request, String providerName, String kindName, String kindNameEn, String officeName) {}

    @PostMapping("/providers/{id}/paper-requests")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    AskedView ask(CurrentUser user, @PathVariable UUID id, @RequestBody AskRequest request) {
        access.getVisible(user, id);
        LocalDate today = papers.today();
        LocalDate neededTo = request.neededTo() == null ? today : request.neededTo();
        PaperKind kind = request.kind() == null ? null : kinds.find(request.kind()).orElse(null);
        Violations.collect().requireValue(request.kind(), "kind").requireValue(request.reason(), "reason")
                .require(request.kind() == null || kind != null, "paper.kind", "kind", String.valueOf(request.kind()))
                .require(!neededTo.isBefore(today), "paper.needed-earlier", "neededTo", neededTo).throwIfAny();
        UUID asked = requests.ask(id, requireNonNull(kind), neededTo, requireNonNull(request.reason()).strip(), user);
        return views(List.of(requests.find(asked).orElseThrow()), access.listVisible(user)).getFirst();
    }

    private List<AskedView> views(List<Asked> all, List<Provider> providers) {
        var known = kinds.map();
        return all.stream().map(one -> {
            PaperKind kind = requireNonNull(known.get(one.kind()));
            return new AskedView(one, providers.stream().filter(provider -> provider.id().equals(one.providerId()))
                    .map(Provider::name).findFirst().orElse(""), kind.name(), kind.nameEn(),
                    views.officeName(one.officeCode()));
        }).toList();
    }

    @GetMapping("/paper-requests")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<AskedView> requests(CurrentUser user, @RequestParam @Nullable UUID provider,
            @RequestParam @Nullable RequestStatus status, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        List<Provider> visible = access.listVisible(user);
        List<UUID> asked = visible.stream().map(Provider::id).filter(id -> provider == null || provider.equals(id))
                .toList();
        Page<Asked> page = Page.of(requests.list(asked, status, Page.after(cursor), Page.rowsToRead(limit)), limit,
                Asked::id);
        return new Page<>(views(page.items(), visible), page.next());
    }

    /** By the office that asked, or one above it. */
    @PostMapping("/paper-requests/{id}/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    AskedView withdraw(CurrentUser user, @PathVariable UUID id) {
        Asked asked = requests.find(id).filter(one -> one.officeCode().startsWith(user.regionPrefix()))
                .orElseThrow(() -> ProblemException.notFound("paper-request", id));
        requests.withdraw(asked.id(), user.username());
        return views(List.of(requests.find(id).orElseThrow()), access.listVisible(user)).getFirst();
    }
}
