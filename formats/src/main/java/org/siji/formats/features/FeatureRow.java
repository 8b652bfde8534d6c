package org.siji.formats.features;

import java.util.Map;

import org.locationtech.jts.geom.Geometry;

/**
 * One usable row of a map file.
 *
 * @param row        record number, counted from 1
 * @param lonLat     valid polygon or multipolygon, x = longitude, y = latitude, in degrees
 * @param attributes by name as in the file; empty values are left out
 */
public record FeatureRow(long row, Geometry lonLat, Map<String, String> attributes) {}
