package org.siji.sample.track;

import java.util.ArrayList;
import java.util.List;

/** Where the machine is at each moment: straight legs at constant speed in the plane, metres and seconds from the start. */
final class Drive {

    private record Leg(double startSeconds, double endSeconds, double fromX, double fromY, double toX, double toY,
            boolean isWorking) {}

    private final List<Leg> legs = new ArrayList<>();
    private double x;
    private double y;
    private double seconds;

    Drive(double x, double y) {
        this.x = x;
        this.y = y;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    double seconds() {
        return seconds;
    }

    void stand(double forSeconds) {
        legs.add(new Leg(seconds, seconds + forSeconds, x, y, x, y, false));
        seconds += forSeconds;
    }

    void go(double toX, double toY, double metersPerSecond, boolean isWorking) {
        double duration = StrictMath.hypot(toX - x, toY - y) / metersPerSecond;
        if (duration > 0) {
            legs.add(new Leg(seconds, seconds + duration, x, y, toX, toY, isWorking));
            seconds += duration;
            x = toX;
            y = toY;
        }
    }

    /** Reads the drive in the order of time; asking for an earlier moment than before starts over. */
    Reader reader() {
        return new Reader();
    }

    /** A position in the drive. */
    final class Reader {

        private int leg;

        private Leg at(double moment) {
            if (moment < legs.get(leg).startSeconds()) {
                leg = 0;
            }
            while (leg < legs.size() - 1 && moment >= legs.get(leg).endSeconds()) {
                leg++;
            }
            return legs.get(leg);
        }

        boolean isWorking(double moment) {
            return at(moment).isWorking();
        }

        /** @return x and y; before the start and after the end the machine stands */
        double[] position(double moment) {
            Leg now = at(Math.max(0, moment));
            double share = Math.min(1,
                    Math.max(0, (moment - now.startSeconds()) / (now.endSeconds() - now.startSeconds())));
            return new double[]{now.fromX() + share * (now.toX() - now.fromX()),
                    now.fromY() + share * (now.toY() - now.fromY())};
        }
    }
}
