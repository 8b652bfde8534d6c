package org.siji.platform.api;

import java.util.List;

/**
 * How a station stands.
 *
 * @param passed  what has passed it
 * @param waiting what waits there, and for whom
 */
public record StationState(StationSummary passed, List<WaitingItem> waiting) {}
