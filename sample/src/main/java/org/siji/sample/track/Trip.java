package org.siji.sample.track;

import java.time.Instant;
import java.util.List;

import org.siji.sample.SampleMachine;

/**
 * A machine's way from a starting place over some fields, in this order.
 *
 * @param startLonDegrees where it stands at {@code start}: its depot or the field before
 */
public record Trip(SampleMachine machine, Instant start, double startLonDegrees, double startLatDegrees,
        List<FieldWork> fields) {

    public Trip {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a trip goes to at least one field");
        }
    }

    public static Trip fromDepot(SampleMachine machine, Instant start, List<FieldWork> fields) {
        return new Trip(machine, start, machine.depotLonDegrees(), machine.depotLatDegrees(), fields);
    }
}
