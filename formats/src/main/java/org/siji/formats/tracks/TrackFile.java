package org.siji.formats.tracks;

import java.util.List;

import org.siji.formats.Problem;
import org.siji.formats.isoxml.Partfield;

/**
 * What could be read of a file with tracks.
 *
 * @param logs     those with a fix at all
 * @param fields   that the file brings along; only task data does
 * @param problems everything that is wrong
 */
public record TrackFile(List<TrackLog> logs, List<Partfield> fields, List<Problem> problems) {

    public TrackFile {
        logs = List.copyOf(logs);
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }
}
