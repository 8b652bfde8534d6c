package org.siji.dispatch;

/**
 * One order's work comes after another's, on whichever machines: it begins at least {@code minLagMinutes} and at most
 * {@code maxLagMinutes} after the last minute of the other. It is done only if the other is.
 */
public record Precedence(String beforeId, String afterId, int minLagMinutes, int maxLagMinutes) {

    /** As a largest lag: any time later will do. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;
}
