package org.siji.platform.inspection;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Station;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** Inspections to be done, those past their day, and failed ones of which nobody has decided yet what follows. */
@Component
class InspectionsWaiting implements MoreWaiting {

    private final InspectionStore inspections;
    private final WorkingDays days;

    InspectionsWaiting(InspectionStore inspections, WorkingDays days) {
        this.inspections = inspections;
        this.days = days;
    }

    @Override
    public Station station() {
        return Station.MEASURED_WORK;
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        InspectionStore.Waiting waiting = inspections.countWaiting(season, regionPrefix, days.today());
        List<WaitingItem> items = new ArrayList<>();
        add(items, "inspection.waiting.open", waiting.open(), Role.VILLAGE, "/inspections?status=ASSIGNED");
        add(items, "inspection.waiting.late", waiting.late(), Role.TOWNSHIP, "/inspections?status=ASSIGNED");
        add(items, "inspection.waiting.failed", waiting.failed(), Role.VILLAGE, "/inspections?passed=false");
        return items;
    }

    private static void add(List<WaitingItem> items, String code, long count, Role role, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, role.name(), link));
        }
    }
}
