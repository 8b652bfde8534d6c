package org.siji.land;

import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * A field as the bundler sees it.
 *
 * @param id     unique; also decides between equals, so that the same input gives the same answer
 * @param lonLat valid polygon or multipolygon in degrees
 * @param area   its area as it counts towards the threshold
 */
public record Plot(String id, Geometry lonLat, Area area) {}
