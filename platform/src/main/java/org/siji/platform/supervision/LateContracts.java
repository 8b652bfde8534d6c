package org.siji.platform.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.DisputeBoard;
import org.siji.platform.inspection.InspectionBoard;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Contracts.ContractHead;
import org.siji.platform.market.Milestones;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

/**
 * All contracts of a region with what is late, the longest first. Each module counts its own in one grouped query, and they meet here:
 * a county has some thousand contracts in a season.
 */
@Component
class LateContracts {

    private final Contracts contracts;
    private final WorkOrders workOrders;
    private final Milestones milestones;
    private final Reports reports;
    private final InspectionBoard inspections;
    private final DisputeBoard disputes;
    private final WorkingDays days;

    LateContracts(Contracts contracts, WorkOrders workOrders, Milestones milestones, Reports reports,
            InspectionBoard inspections, DisputeBoard disputes, WorkingDays days) {
        this.contracts = contracts;
        this.workOrders = workOrders;
        this.milestones = milestones;
        this.reports = reports;
        this.inspections = inspections;
        this.disputes = disputes;
        this.days = days;
    }

    /** How many of each kind are late, and for how many calendar days the longest has been. */
    record Counts(long orders, long milestones, long reports, long inspections, long disputes, long days) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(orders + other.orders, milestones + other.milestones, reports + other.reports,
                    inspections + other.inspections, disputes + other.disputes, Math.max(days, other.days));
        }
    }

    record Line(UUID id, ContractHead contract, Counts late) {}

    /** @param running contracts under which something still happens; @param lateContracts those with something late; @param total of all */
    record Overview(List<Line> items, @Nullable String next, LocalDate today, int running, int lateContracts,
            Counts total) {}

    Overview list(String prefix, int season, boolean onlyLate, @Nullable Integer limit, @Nullable String cursor) {
        LocalDate today = days.today();
        Map<UUID, Counts> late = late(prefix, season, today);
        List<Line> lines = contracts.listSigned(prefix, season).stream()
                .map(head -> new Line(head.id(), head, late.getOrDefault(head.id(), Counts.NONE)))
                .filter(line -> line.late().days() > 0 || !onlyLate && isRunning(line.contract()))
                .sorted(Comparator.comparingLong((Line line) -> line.late().days()).reversed()
                        .thenComparing(line -> line.contract().number()))
                .toList();
        UUID after = Page.after(cursor);
        int start = IntStream.range(0, lines.size()).filter(n -> lines.get(n).id().equals(after)).findFirst()
                .orElse(-1) + 1;
        List<Line> rest = lines.subList(start, lines.size());
        Page<Line> page = Page.of(rest.subList(0, Math.min(rest.size(), Page.rowsToRead(limit))), limit, Line::id);
        return new Overview(page.items(), page.next(), today,
                (int) lines.stream().filter(line -> isRunning(line.contract())).count(),
                (int) lines.stream().filter(line -> line.late().days() > 0).count(),
                lines.stream().map(Line::late).reduce(Counts.NONE, Counts::plus));
    }

    private static boolean isRunning(ContractHead contract) {
        return contract.status() == ContractStatus.SIGNED || contract.status() == ContractStatus.IN_WORK;
    }

    private Map<UUID, Counts> late(String prefix, int season, LocalDate today) {
        Map<UUID, Counts> late = new HashMap<>();
        workOrders.listLate(prefix, season, today).forEach(one -> late.merge(one.contractId(),
                new Counts(one.count(), 0, 0, 0, 0, daysOf(today, one.since())), Counts::plus));
        milestones.listLate(prefix, season, today).forEach(one -> late.merge(one.contractId(),
                new Counts(0, one.count(), 0, 0, 0, daysOf(today, one.since())), Counts::plus));
        reports.listLate(prefix, season).forEach(one -> late.merge(one.contractId(),
                new Counts(0, 0, one.count(), 0, 0, daysOf(today, one.since())), Counts::plus));
        inspections.listLate(prefix, season, today).forEach(one -> late.merge(one.contractId(),
                new Counts(0, 0, 0, one.count(), 0, daysOf(today, one.since())), Counts::plus));
        disputes.listLate(prefix, season, today).forEach(one -> late.merge(one.contractId(),
                new Counts(0, 0, 0, 0, one.count(), daysOf(today, one.since())), Counts::plus));
        return late;
    }

    private static long daysOf(LocalDate today, LocalDate dueOn) {
        return today.toEpochDay() - dueOn.toEpochDay();
    }
}
