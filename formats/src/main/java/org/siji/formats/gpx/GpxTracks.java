package org.siji.formats.gpx;

import java.util.List;

import org.siji.formats.Problem;
import org.siji.track.Track;

/**
 * The tracks of a file as far as they could be read.
 *
 * @param tracks   one for each {@code trk}, its segments one after the other; those without a usable point are left out
 * @param problems everything that is wrong
 */
public record GpxTracks(List<Named> tracks, List<Problem> problems) {

    public GpxTracks {
        tracks = List.copyOf(tracks);
        problems = List.copyOf(problems);
    }

    /**
     * @param name   the track's own, may be empty
     * @param points in the file, usable or not
     */
    public record Named(String name, Track track, long points) {}
}
