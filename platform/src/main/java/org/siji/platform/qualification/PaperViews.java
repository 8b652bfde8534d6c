package org.siji.platform.qualification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.qualification.Paper.State;
import org.siji.platform.qualification.PaperKind.Holder;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.stereotype.Component;

/** Papers as people see them: names and numbers masked, offices by their names. */
@Component
class PaperViews {

    private static final int SHOWN_DIGITS = 4;

    private final PaperKinds kinds;
    private final Papers papers;
    private final Providers providers;
    private final Fleet fleet;
    private final Evidences evidences;
    private final RegionRegister regions;
    private final PersonalData personalData;

    PaperViews(PaperKinds kinds, Papers papers, Providers providers, Fleet fleet, Evidences evidences,
            RegionRegister regions, PersonalData personalData) {
        this.kinds = kinds;
        this.papers = papers;
        this.providers = providers;
        this.fleet = fleet;
        this.evidences = evidences;
        this.regions = regions;
        this.personalData = personalData;
    }

    /**
     * @param officeName of the region whose office it was, '' for the platform's operator
     * @param inspector  the person
     */
    record InspectionView(boolean passed, String reason, LocalDate inspectedOn, String officeCode, String officeName,
            String officeRole, String inspector) {}

    /**
     * @param daysLeft   until its last day, negative when that has passed; null without end
     * @param renewed    whether a paper of its kind lasts longer
     * @param inspection the one that holds, null before the first
     */
    record PaperView(UUID id, UUID providerId, String providerName, String kind, String kindName, String kindNameEn,
            Holder holder, @Nullable UUID machineId, @Nullable String machineName, @Nullable String holderNameMasked,
            String numberMasked, String issuedBy, LocalDate validFrom, @Nullable LocalDate validTo, State state,
            boolean renewed, @Nullable Long daysLeft, @Nullable UUID replaces, String reason, String recordedBy,
            OffsetDateTime recordedAt, @Nullable InspectionView inspection) {}

    /** @param versions the same paper as it was entered before and after, the first first; @param pieces of evidence */
    record PaperDetail(PaperView paper, List<InspectionView> inspections, List<PaperView> versions, int pieces) {}

    List<PaperView> views(List<Paper> all) {
        Map<String, PaperKind> known = kinds.map();
        Map<UUID, String> names = new HashMap<>();
        providers.listProviders().forEach(provider -> names.put(provider.id(), provider.name()));
        Map<UUID, String> machines = new HashMap<>();
        all.stream().filter(paper -> paper.machineId() != null).map(Paper::providerId).distinct()
                .forEach(id -> fleet.listMachinesOf(id)
                        .forEach(machine -> machines.put(machine.id(), machine.name())));
        Map<String, String> offices = new HashMap<>();
        return all.stream().map(paper -> view(paper, Objects.requireNonNull(known.get(paper.kind())),
                names.getOrDefault(paper.providerId(), ""), machines, offices)).toList();
    }

    private PaperView view(Paper paper, PaperKind kind, String providerName, Map<UUID, String> machines,
            Map<String, String> offices) {
        String holder = personalData.decryptNullable(paper.holderNameEnc());
        LocalDate end = paper.validTo();
        return new PaperView(paper.id(), paper.providerId(), providerName, kind.code(), kind.name(), kind.nameEn(),
                kind.holder(), paper.machineId(),
                paper.machineId() == null ? null : machines.get(paper.machineId()),
                holder == null ? null : Masking.name(holder), masked(personalData.decrypt(paper.numberEnc())),
                paper.issuedBy(), paper.validFrom(), end, paper.state(), paper.renewed(),
                end == null ? null : ChronoUnit.DAYS.between(papers.today(), end), paper.replaces(), paper.reason(),
                paper.recordedBy(), paper.recordedAt(), inspection(paper, offices));
    }

    private @Nullable InspectionView inspection(Paper paper, Map<String, String> offices) {
        String office = paper.officeCode();
        LocalDate on = paper.inspectedOn();
        if (paper.inspectionId() == null || office == null || on == null) {
            return null;
        }
        return new InspectionView(paper.state() != State.REFUSED,
                Objects.requireNonNullElse(paper.inspectionReason(), ""),
                on, office, offices.computeIfAbsent(office, this::officeName),
                Objects.requireNonNullElse(paper.officeRole(), ""), Objects.requireNonNullElse(paper.inspector(), ""));
    }

    String officeName(String code) {
        return regions.findRegion(code).map(Region::name).orElse("");
    }

    static String masked(String number) {
        return number.length() <= SHOWN_DIGITS ? "****" : "****" + number.substring(number.length() - SHOWN_DIGITS);
    }

    PaperDetail detail(Paper paper) {
        List<Paper> all = papers.listOf(paper.providerId());
        List<Paper> chain = all.stream().filter(other -> first(other, all).equals(first(paper, all))).toList();
        List<PaperView> versions = views(chain);
        return new PaperDetail(
                versions.stream().filter(version -> version.id().equals(paper.id())).findFirst().orElseThrow(),
                papers.listInspections(paper.id()).stream()
                        .map(one -> new InspectionView(one.result().equals("PASSED"), one.reason(), one.inspectedOn(),
                                one.officeCode(), officeName(one.officeCode()), one.officeRole(), one.inspector()))
                        .toList(),
                versions, evidences.listEvidence(PaperEvidence.TYPE, paper.id()).size());
    }

    /** The id under which it was entered for the first time. */
    private static UUID first(Paper paper, List<Paper> all) {
        Paper current = paper;
        while (current.replaces() != null) {
            UUID before = current.replaces();
            current = all.stream().filter(other -> other.id().equals(before)).findFirst().orElseThrow();
        }
        return current.id();
    }

    /** @return null unless it is one of the provider's machines */
    @Nullable
    Machine findMachine(Provider provider, UUID machineId) {
        return fleet.listMachinesOf(provider.id()).stream().filter(machine -> machine.id().equals(machineId))
                .findFirst().orElse(null);
    }
}
