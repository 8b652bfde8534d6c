package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violation;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.market.ProviderPapers;
import org.siji.platform.qualification.Paper.State;
import org.siji.platform.qualification.PaperKind.Holder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What a provider lacks for an operation in a village: papers that the county requires on the work's last day have to be inspected and
 * to hold on every day of the work, one after the other if need be. A machine's paper counts if that machine can do the operation.
 */
@Component
public class PaperCheck implements ProviderPapers {

    private final PaperRequirements requirements;
    private final PaperKinds kinds;
    private final Papers papers;
    private final Fleet fleet;

    PaperCheck(PaperRequirements requirements, PaperKinds kinds, Papers papers, Fleet fleet) {
        this.requirements = requirements;
        this.kinds = kinds;
        this.papers = papers;
        this.fleet = fleet;
    }

    /** @param code its sentence stands in the message files; the first argument is the name of the paper */
    public record Lack(String code, List<Object> args) {}

    /** Asks once for all providers: what each of them lacks, empty if nothing. */
    public Function<UUID, List<Lack>> lacks(String villageCode, Operation operation, LocalDate from, LocalDate to) {
        List<String> required = requirements.listRequired(villageCode, operation, to);
        if (required.isEmpty()) {
            return provider -> List.of();
        }
        Map<String, PaperKind> known = kinds.map();
        Set<UUID> machines = fleet.listMachinesFor(operation).stream().map(Machine::id).collect(Collectors.toSet());
        Map<UUID, List<Paper>> byProvider = papers.listOfKinds(required).stream()
                .filter(paper -> paper.machineId() == null || machines.contains(paper.machineId()))
                .collect(Collectors.groupingBy(Paper::providerId));
        return provider -> {
            List<Lack> lacks = new ArrayList<>();
            for (String kind : required) {
                List<Paper> own = byProvider.getOrDefault(provider, List.of()).stream()
                        .filter(paper -> paper.kind().equals(kind)).toList();
                find(Objects.requireNonNull(known.get(kind)), own, from, to).ifPresent(lacks::add);
            }
            return lacks;
        };
    }

    static Optional<Lack> find(PaperKind kind, List<Paper> own, LocalDate from, LocalDate to) {
        List<Paper> passed = own.stream().filter(Paper::isPassed).toList();
        Optional<LocalDate> gap = Coverage.firstGap(passed, from, to);
        if (gap.isEmpty()) {
            return Optional.empty();
        }
        String name = kind.said();
        if (own.stream().anyMatch(paper -> paper.state() == State.TO_INSPECT && paper.holdsOn(gap.get()))) {
            return Optional.of(new Lack("paper.lack.uninspected", List.<Object>of(name)));
        }
        if (gap.get().isAfter(from)) {
            return Optional.of(new Lack("paper.lack.ends", List.<Object>of(name, gap.get().minusDays(1), to)));
        }
        Optional<LocalDate> ended = passed.stream().map(Paper::validTo)
                .filter(end -> end != null && end.isBefore(from)).max(LocalDate::compareTo);
        Optional<LocalDate> begins = passed.stream().map(Paper::validFrom).filter(start -> start.isAfter(from))
                .min(LocalDate::compareTo);
        if (begins.isPresent() && !begins.get().isAfter(to)) {
            return Optional.of(new Lack("paper.lack.begins", List.<Object>of(name, begins.get(), from)));
        }
        if (ended.isPresent()) {
            return Optional.of(new Lack("paper.lack.ended", List.<Object>of(name, ended.get(), from)));
        }
        return Optional.of(own.stream().filter(paper -> paper.state() == State.REFUSED).findFirst()
                .map(paper -> new Lack("paper.lack.refused",
                        List.<Object>of(name, String.valueOf(paper.inspectionReason()))))
                .orElseGet(() -> new Lack(
                        kind.holder() == Holder.MACHINE ? "paper.lack.no-machine" : "paper.lack.none",
                        List.<Object>of(name))));
    }

    @Override
    public void require(UUID providerId, String villageCode, Operation operation, LocalDate from, LocalDate to) {
        require("contract.papers", providerId, villageCode, operation, from, to);
    }

    /**
     * @param code of the problem when something is lacking: its sentence says what for
     * @throws ProblemException 409 with everything that is lacking
     */
    public void require(String code, UUID providerId, String villageCode, Operation operation, LocalDate from,
            LocalDate to) {
        List<Violation> lacks = lacks(villageCode, operation, from, to).apply(providerId).stream()
                .map(lack -> new Violation(lack.code(), "providerId", lack.args())).toList();
        if (!lacks.isEmpty()) {
            throw new ProblemException(HttpStatus.CONFLICT, code, lacks);
        }
    }
}
