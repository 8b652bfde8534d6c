package org.siji.dispatch;

import java.util.List;

/** How far it is from place to place by road. Must give the same answer each time and may be asked by several threads. */
@FunctionalInterface
public interface Travel {

    /** Between places without a way: no drive of this length fits a shift. */
    int UNREACHABLE = 100_000_000;

    /** 0 between equal places; at most {@link #UNREACHABLE}. */
    int meters(Place from, Place to);

    /** Whole minutes, rounded up. */
    default int minutes(Place from, Place to, double roadKmPerHour) {
        return minutes(from, to, meters(from, to), roadKmPerHour);
    }

    /** The same for who knows the meters already. A road graph that knows better than a constant speed overrides it. */
    default int minutes(Place from, Place to, int meters, double roadKmPerHour) {
        return (int) Math.min(1e9, Math.ceil(meters * 60 / (roadKmPerHour * 1000)));
    }

    /** Whether it needs no coordinates. */
    default boolean knowsById() {
        return false;
    }

    /** The same by the places' numbers, for who asks many times. */
    @FunctionalInterface
    interface Meters {
        int between(int from, int to);
    }

    /** All ways between these places: asked for once and kept, unless a travel reckons faster than a processor finds them in its memory. */
    default Meters between(List<Place> places) {
        int size = places.size();
        int[] meters = new int[Math.multiplyExact(size, size)];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                meters[from * size + to] = meters(places.get(from), places.get(to));
            }
        }
        return (from, to) -> meters[from * size + to];
    }

    static Travel straight(double detourFactor) {
        return new StraightTravel(detourFactor);
    }
}
