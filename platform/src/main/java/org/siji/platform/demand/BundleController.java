package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Bundles: proposed by the platform or put together by hand, closed by the village. */
@RestController
@RequestMapping("/api/v1/bundles")
class BundleController {

    private final BundleService bundles;
    private final Leftovers leftovers;

    BundleController(BundleService bundles, Leftovers leftovers) {
        this.bundles = bundles;
        this.leftovers = leftovers;
    }

    record ProposalRequest(@Nullable String villageCode, @Nullable Operation operation, @Nullable Integer season,
            @Nullable Double gapMeters, @Nullable Double thresholdMu) {}

    record HandRequest(@Nullable List<UUID> needIds) {}

    record DissolveRequest(@Nullable String reason) {}

    record BundleView(UUID id, int season, String villageCode, Operation operation, LocalDate windowFrom,
            LocalDate windowTo, BundleStore.Origin origin, double gapMeters, double thresholdMu,
            double areaSquareMeters, double contiguousSquareMeters, boolean belowThreshold, BundleStatus status,
            long needCount) {

        static BundleView of(BundleStore.Row row) {
            return new BundleView(row.id(), row.season(), row.villageCode(), row.operation(), row.windowFrom(),
                    row.windowTo(), row.origin(), row.gapMeters(), row.thresholdMu(), row.areaSquareMeters(),
                    row.contiguousSquareMeters(), row.belowThreshold(), row.status(), row.needCount());
        }
    }

    /** @param staleNeedIds needs whose field has been merged or split since: they have to be entered anew */
    record ProposalView(double gapMeters, double thresholdMu, List<BundleView> bundles, List<Leftover> leftovers,
            List<UUID> staleNeedIds) {}

    record MemberView(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId,
            @Nullable String cultivatorNameMasked, double areaSquareMeters, LocalDate windowFrom, LocalDate windowTo,
            @Nullable Geometry geometry) {}

    record BundleDetail(@JsonUnwrapped BundleView bundle, List<MemberView> needs, Geometry outline,
            List<StatusHistory.Entry> events) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/propose")
    ProposalView propose(@RequestBody ProposalRequest request, CurrentUser user) {
        return bundles.propose(request, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BundleView make(@RequestBody HandRequest request, CurrentUser user) {
        return BundleView.of(bundles.make(request.needIds() == null ? List.of() : request.needIds(), user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @GetMapping
    Page<BundleView> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable BundleStatus status,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return bundles.list(user.narrowTo(village), status, season, cursor, limit);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @GetMapping("/leftovers")
    Leftovers.View leftovers(@RequestParam String village,
            @RequestParam(required = false) @Nullable Operation operation, @RequestParam int season,
            CurrentUser user) {
        return leftovers.view(village, operation, season, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @GetMapping("/{id}")
    BundleDetail get(@PathVariable UUID id, CurrentUser user) {
        return bundles.detail(id, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/close")
    BundleView close(@PathVariable UUID id, CurrentUser user) {
        return BundleView.of(bundles.close(id, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/dissolve")
    BundleView dissolve(@PathVariable UUID id, @RequestBody(required = false) @Nullable DissolveRequest request,
            CurrentUser user) {
        String reason = request == null || request.reason() == null ? "" : request.reason();
        return BundleView.of(bundles.dissolve(id, reason, user));
    }
}
