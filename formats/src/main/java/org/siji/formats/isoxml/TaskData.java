package org.siji.formats.isoxml;

import java.util.List;
import java.util.Map;

import org.siji.formats.Problem;

/**
 * What could be read of a set of task data.
 *
 * @param logs     the time logs that are present, in the order of the tasks
 * @param fields   the fields (PFD) with a border
 * @param links    from ids within the set to those by which others know the same thing (LINKLIST.XML); empty without one
 * @param problems everything that is wrong with the set; what concerns a log that was read stands there too
 */
public record TaskData(List<TimeLog> logs, List<Partfield> fields, Map<String, String> links, List<Problem> problems) {

    public TaskData {
        logs = List.copyOf(logs);
        fields = List.copyOf(fields);
        links = Map.copyOf(links);
        problems = List.copyOf(problems);
    }
}
