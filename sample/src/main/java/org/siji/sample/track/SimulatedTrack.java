package org.siji.sample.track;

import java.time.Instant;
import java.util.List;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.siji.geo.Area;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleMachine;
import org.siji.track.Track;

/**
 * A noisy log and the truth behind it.
 *
 * @param track  what the terminal sent
 * @param truths per field of the trip, in its order
 * @param noise  how the log was spoilt
 * @param end    when the last fix would have been sent
 */
public record SimulatedTrack(Track track, List<Truth> truths, NoiseModel noise, SampleMachine machine, Instant start,
        Instant end) {

    public SimulatedTrack {
        truths = List.copyOf(truths);
    }

    /**
     * @param workedLonLat what the implement swept within the field, degrees
     * @param worked       its area: each spot once
     * @param gross        distance driven while working times width: overlaps and what stuck out of the field included
     */
    public record Truth(String fieldId, Geometry workedLonLat, Area worked, Area gross) {}

    public Geometry trueWorkedLonLat() {
        return UnaryUnionOp.union(truths.stream().map(Truth::workedLonLat).toList());
    }

    public Area trueWorkedArea() {
        return truths.stream().map(Truth::worked).reduce(Area.ZERO, Area::plus);
    }
}
