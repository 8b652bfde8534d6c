package org.siji.platform.fleet;

import java.util.Map;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * A machine with its operator.
 *
 * @param kind            what it is, in the provider's words: 收割机, 拖拉机
 * @param widthMeters     working width
 * @param rateMuPerHour   for each operation that it can do
 * @param depotLonDegrees where it stands in the morning and in the evening
 * @param roadKmh         between fields
 * @param inService       whether it can be planned
 */
public record Machine(UUID id, UUID providerId, String name, String kind, double widthMeters,
        Map<Operation, Double> rateMuPerHour, double depotLonDegrees, double depotLatDegrees, double roadKmh,
        boolean inService) {}
