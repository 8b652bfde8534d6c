package org.siji.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Coordinates;

/**
 * All that a measuring depends on beside the contents of its files, so that it can be written into the result and done again.
 *
 * @param files        as given on the command line
 * @param widthMeters  NaN: that of the log
 * @param registeredWidthMeters what the implement register says; NaN: nobody knows
 * @param latestMillis fixes later than this have a wrong date
 * @param coordinates  as declared; null: as the files say
 * @param rules        name of a shipped rule set, or a file of rules; null: none
 */
record MeasureOptions(List<Path> files, double widthMeters, double registeredWidthMeters, double offsetMeters,
        double cellMeters, ZoneId zone,
        long latestMillis, @Nullable Coordinates coordinates, @Nullable Path parcels, @Nullable String rules) {

    MeasureOptions {
        files = List.copyOf(files);
    }
}
