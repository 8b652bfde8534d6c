package org.siji.track;

/** Takes the convex pieces of a swath in the order in which the machine made them, in metres. */
public interface SwathSink {

    /**
     * @param x       corners, {@code count} of them, valid during the call only
     * @param width   working width that made the piece
     * @param odometer metres travelled at work up to the end of the piece
     */
    void piece(double[] x, double[] y, int count, double width, double odometer);

    /** The machine lifted its implement, stood silent or was carried away. */
    void endOfPass();
}
