package org.siji.platform.tender;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Public;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.tender.Awards.Award;
import org.siji.platform.tender.Awards.Objection;
import org.siji.platform.tender.Awards.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Published choices: read by the village's households and by the providers that were asked, who may object until the deadline. */
@RestController
@RequestMapping("/api/v1")
class AwardController {

    private final Awards awards;
    private final TenderStore tenders;
    private final HouseholdRegister households;
    private final JsonMapper json;

    AwardController(Awards awards, TenderStore tenders, HouseholdRegister households, JsonMapper json) {
        this.awards = awards;
        this.tenders = tenders;
        this.households = households;
        this.json = json;
    }

    /**
     * @param published what was published, as it was
     * @param ranking   for offices: all who were compared
     */
    record AwardDetail(Award award, JsonNode published, @Nullable JsonNode ranking, boolean mayObject,
            List<Objection> objections) {}

    @GetMapping("/awards")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Page<Award> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        String prefix = switch (user.role()) {
            case HOUSEHOLD -> villageOf(user);
            case PROVIDER -> Objects.requireNonNullElse(village, "");
            default -> user.narrowTo(village);
        };
        return Page.of(awards.list(prefix, user.role() == Role.PROVIDER ? user.providerId() : null,
                Page.after(cursor), Page.rowsToRead(limit)), limit, Award::id);
    }

    @GetMapping("/awards/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    AwardDetail get(CurrentUser user, @PathVariable UUID id) {
        Award award = getVisible(user, id);
        boolean office = user.role().isOffice();
        return new AwardDetail(award, json.readTree(awards.getPublished(id)),
                office ? json.readTree(awards.getRanking(id)) : null,
                !awards.now().isAfter(award.objectionsTo()), awards.listObjections(id).stream()
                        .filter(one -> office || user.isHousehold(one.householdId())
                                || user.isProvider(one.providerId()))
                        .toList());
    }

    /** @param sha256 over the published text, so that a printed copy can be compared */
    record PublicAward(JsonNode published, String sha256) {}

    /** For everybody, also without a login: who offered what, who got it and why. Nothing of a household stands in it. */
    @GetMapping("/public/awards/{id}")
    @Public
    PublicAward getPublic(@PathVariable UUID id) {
        Award award = awards.find(id).orElseThrow(() -> ProblemException.notFound("award", id));
        return new PublicAward(json.readTree(awards.getPublished(id)), award.sha256());
    }

    record NewObjection(@Nullable String text, @Nullable UUID householdId) {}

    /** A household or a provider for itself, an office for a household that came to it. */
    @PostMapping("/awards/{id}/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Objection object(CurrentUser user, @PathVariable UUID id, @RequestBody NewObjection request) {
        Award award = getVisible(user, id);
        UUID household = user.role().isOffice() ? request.householdId() : user.householdId();
        Violations.collect().requireValue(request.text(), "text")
                .requireValue(user.role() == Role.PROVIDER ? "-" : household, "householdId").throwIfAny();
        if (household != null && !households.findHousehold(household).map(Household::villageCode)
                .filter(award.villageCode()::equals).isPresent()) {
            throw ProblemException.notFound("household", household);
        }
        return awards.object(award, household, user.role() == Role.PROVIDER ? user.providerId() : null,
                requireNonNull(request.text()).strip(), user.username());
    }

    record Answer(@Nullable String answer, @Nullable Outcome outcome) {}

    @PostMapping("/award-objections/{id}/answer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Objection answer(CurrentUser user, @PathVariable UUID id, @RequestBody Answer request) {
        Objection objection = awards.findObjection(id)
                .orElseThrow(() -> ProblemException.notFound("objection", id));
        getVisible(user, objection.awardId());
        Violations.collect().requireValue(request.answer(), "answer").requireValue(request.outcome(), "outcome")
                .throwIfAny();
        return awards.answer(objection, requireNonNull(request.answer()).strip(), requireNonNull(request.outcome()),
                user.username());
    }

    private Award getVisible(CurrentUser user, UUID id) {
        return awards.find(id).filter(award -> switch (user.role()) {
            case HOUSEHOLD -> award.villageCode().equals(villageOf(user));
            case PROVIDER -> user.isProvider(award.providerId())
                    || award.tenderId() != null && tenders.isInvited(award.tenderId(), user.providerId());
            default -> user.seesVillage(award.villageCode());
        }).orElseThrow(() -> ProblemException.notFound("award", id));
    }

    private String villageOf(CurrentUser household) {
        UUID id = requireNonNull(household.householdId());
        return households.findHousehold(id).map(Household::villageCode)
                .orElseThrow(() -> ProblemException.notFound("household", id));
    }
}
