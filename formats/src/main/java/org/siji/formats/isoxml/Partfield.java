package org.siji.formats.isoxml;

import org.locationtech.jts.geom.MultiPolygon;

/**
 * A field as the task data knows it (PFD).
 *
 * @param id     its id within the set
 * @param name   its designator, may be empty
 * @param lonLat border in degrees, holes taken out
 */
public record Partfield(String id, String name, MultiPolygon lonLat) {}
