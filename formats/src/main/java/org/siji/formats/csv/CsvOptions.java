package org.siji.formats.csv;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Coordinates;

/**
 * What a table of fixes doesn't say itself.
 *
 * @param zone        of times that don't name theirs
 * @param coordinates as declared by whoever hands the file in; null if nobody did: then WGS 84, unless the header says
 *                    {@code 经度(GCJ-02)}
 */
public record CsvOptions(ZoneId zone, @Nullable Coordinates coordinates) {

    public static CsvOptions of(ZoneId zone) {
        return new CsvOptions(zone, null);
    }
}
