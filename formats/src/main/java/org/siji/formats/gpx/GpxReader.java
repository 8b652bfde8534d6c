package org.siji.formats.gpx;

import org.siji.formats.Coordinates;
import org.siji.formats.Input;

/**
 * Reads the tracks of a GPX file: position, time (UTC unless it says otherwise) and precision of each point. GPX knows neither
 * work state nor width.
 */
public final class GpxReader {

    private GpxReader() {}

    /**
     * @param file        name for problems
     * @param coordinates as declared by whoever hands the file in; the format itself means WGS 84
     */
    public static GpxTracks read(Input gpx, String file, Coordinates coordinates) {
        return GpxPoints.read(gpx, file, coordinates);
    }
}
