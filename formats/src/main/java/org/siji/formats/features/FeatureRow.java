package org.siji.formats.features;

import java.util.Map;

import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Place;

/**
 * One usable row of a map file.
 *
 * @param file       the file that it stands in, as problems call it
 * @param row        record number in that file, counted from 1
 * @param lonLat     valid polygon or multipolygon, x = longitude, y = latitude, in degrees
 * @param attributes those asked for, by name as in the file; empty values are left out
 */
public record FeatureRow(String file, long row, Geometry lonLat, Map<String, String> attributes) {

    public Place place() {
        return Place.row(file, row);
    }

    public Place place(String attribute) {
        return Place.field(file, row, attribute);
    }
}
