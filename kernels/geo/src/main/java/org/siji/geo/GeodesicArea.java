package org.siji.geo;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.PolygonArea;

/**
 * Area of a longitude/latitude polygon on the ellipsoid (Karney 2013, "Algorithms for geodesics", sect. 6). CGCS2000 and
 * WGS 84 differ by 0.1 mm in the semi-minor axis, which no field notices.
 */
public final class GeodesicArea {

    private GeodesicArea() {}

    /** @param lonLat polygon or multipolygon, x = longitude, y = latitude, in degrees; holes are subtracted */
    public static Area of(Geometry lonLat) {
        double squareMeters = 0;
        for (int i = 0; i < lonLat.getNumGeometries(); i++) {
            if (lonLat.getGeometryN(i) instanceof Polygon polygon) {
                squareMeters += ring(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    squareMeters -= ring(polygon.getInteriorRingN(hole));
                }
            }
        }
        return new Area(Math.max(0, squareMeters));
    }

    private static double ring(LineString ring) {
        PolygonArea area = new PolygonArea(Geodesic.WGS84, false);
        for (int i = 0; i < ring.getNumPoints() - 1; i++) {
            area.AddPoint(ring.getCoordinateN(i).y, ring.getCoordinateN(i).x);
        }
        return Math.abs(area.Compute(false, true).area);
    }
}
