package org.siji.platform.geometry;

import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Geometry;

/** GeoJSON features (RFC 7946) for a map. */
public record FeatureCollection(List<Feature> features) {

    public String getType() {
        return "FeatureCollection";
    }

    /** A geometry and what is to be known about it. */
    public record Feature(Map<String, Object> properties, Geometry geometry) {

        public String getType() {
            return "Feature";
        }
    }
}
