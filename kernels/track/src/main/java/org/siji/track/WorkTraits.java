package org.siji.track;

/**
 * What the interval of an area needs to know of the work.
 *
 * @param distanceMeters         travelled at work
 * @param seconds                spent at work
 * @param passes                 stretches of it
 * @param grossSquareMeters      distance times width
 * @param displacedSquareMeters  worked between two leaps of the position that no machine makes: somewhere beside where it says
 */
record WorkTraits(double distanceMeters, double seconds, int passes, double grossSquareMeters,
        double displacedSquareMeters) {

    double metersPerSecond() {
        return seconds > 0 ? distanceMeters / seconds : 0;
    }

    double widthMeters() {
        return distanceMeters > 0 ? grossSquareMeters / distanceMeters : 0;
    }
}
