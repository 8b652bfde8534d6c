package org.siji.formats.csv;

import java.util.List;

import org.siji.formats.Problem;
import org.siji.track.Track;

/**
 * A track as far as it could be read.
 *
 * @param track    the rows that could be read, in the order of the file
 * @param rows     rows in the file beside the header
 * @param problems everything that is wrong, by row
 */
public record CsvTrack(Track track, long rows, List<Problem> problems) {

    public CsvTrack {
        problems = List.copyOf(problems);
    }
}
