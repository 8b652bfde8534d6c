package org.siji.platform.tenancy;

import java.util.List;

import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Station;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** Who asked for idle land waits for the village's answer. */
@Component
class InterestsWaiting implements MoreWaiting {

    private final LandInterests interests;

    InterestsWaiting(LandInterests interests) {
        this.interests = interests;
    }

    @Override
    public Station station() {
        return Station.PARCEL;
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        long open = interests.countOpen(season, regionPrefix);
        return open == 0
                ? List.of()
                : List.of(new WaitingItem("idle.waiting", open, Role.VILLAGE.name(), "/idle-land?status=OFFERED"));
    }
}
