package org.siji.platform.dispute;

import org.siji.platform.identity.Role;

/** The ladder, from below. The village's clerk hears what the group could not settle either. */
enum DisputeLevel {
    GROUP(Role.VILLAGE), VILLAGE(Role.VILLAGE), TOWNSHIP(Role.TOWNSHIP), COUNTY(Role.COUNTY);

    private final Role mediator;

    DisputeLevel(Role mediator) {
        this.mediator = mediator;
    }

    Role mediator() {
        return mediator;
    }

    /** What is decided here stands, whether the sides agree or not. */
    boolean isLast() {
        return this == COUNTY;
    }

    DisputeLevel next() {
        return switch (this) {
            case GROUP -> VILLAGE;
            case VILLAGE -> TOWNSHIP;
            case TOWNSHIP -> COUNTY;
            case COUNTY -> throw new IllegalStateException("nothing is above the county");
        };
    }
}
