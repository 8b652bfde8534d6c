package org.siji.platform.inspection;

import java.util.UUID;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.LocalPlane;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.registry.FieldRegister;
import org.springframework.stereotype.Component;

/** How far a phone was from a field. */
@Component
class FieldDistance {

    private final FieldRegister fields;

    FieldDistance(FieldRegister fields) {
        this.fields = fields;
    }

    /** @param lon degrees of WGS 84; @return metres to the field's edge, 0 inside */
    double metersTo(UUID fieldId, double lon, double lat) {
        Geometry field = fields.getField(fieldId).lonLat();
        LocalPlane plane = LocalPlane.at(lon, lat);
        return plane.toPlane(field).distance(
                plane.toPlane(Geometries.FACTORY.createPoint(new Coordinate(lon, lat))));
    }
}
