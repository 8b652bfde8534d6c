package org.siji.platform.dispute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Station;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.calendar.WorkingDays;
import org.springframework.stereotype.Component;

/** Disputes wait for the office of their level; what it has not ended in time is shown as late. */
@Component
class DisputesWaiting implements MoreWaiting {

    private final DisputeStore store;
    private final WorkingDays days;

    DisputesWaiting(DisputeStore store, WorkingDays days) {
        this.store = store;
        this.days = days;
    }

    @Override
    public Station station() {
        return Station.ACCEPTANCE;
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        List<WaitingItem> items = new ArrayList<>();
        store.countOpen(season, regionPrefix, days.today()).stream()
                .sorted(Comparator.comparing(DisputeStore.AtLevel::level)).forEach(at -> {
                    String link = "/disputes?status=OPEN&level=" + at.level();
                    String role = at.level().mediator().name();
                    items.add(new WaitingItem("dispute.waiting." + at.level(), at.open(), role, link));
                    if (at.late() > 0) {
                        items.add(new WaitingItem("dispute.waiting.late." + at.level(), at.late(), role, link));
                    }
                });
        return items;
    }
}
