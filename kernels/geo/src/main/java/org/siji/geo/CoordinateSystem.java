package org.siji.geo;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;
import org.siji.geo.UnsupportedCoordinateSystem.Reason;

/**
 * The coordinate system of a file: turns its geometries into CGCS2000/WGS 84 longitude and latitude in degrees (x =
 * longitude) and back. Projection formulas are proj4j's. Safe for use by several threads.
 */
public final class CoordinateSystem {

    private static final CoordinateSystem LON_LAT = new CoordinateSystem("CGCS2000",
            "+proj=longlat +ellps=GRS80 +no_defs",
            null, null);

    /** Beyond this the series of the transverse Mercator projection says little; New Zealand's map needs 7. */
    private static final double MAX_DEGREES_FROM_MERIDIAN = 12;

    private static final double ROUND_TRIP_METERS = 0.5;

    private final String name;
    private final String proj4;
    /** Null for longitude and latitude: nothing to compute, and proj4j need not be loaded. */
    private final @Nullable CoordinateReferenceSystem source;
    private final @Nullable CoordinateReferenceSystem target;

    private CoordinateSystem(String name, String proj4, @Nullable CoordinateReferenceSystem source,
            @Nullable CoordinateReferenceSystem target) {
        this.name = name;
        this.proj4 = proj4;
        this.source = source;
        this.target = target;
    }

    /** Longitude and latitude in degrees, CGCS2000 or WGS 84, which are the same within centimetres. */
    public static CoordinateSystem lonLat() {
        return LON_LAT;
    }

    /** @param wkt text of a {@code .prj} file: WKT 1 as ESRI or OGC write it */
    public static CoordinateSystem ofWkt(String wkt) throws UnsupportedCoordinateSystem {
        WktNode root = WktNode.parse(wkt);
        WktToProj4.Translation translation = WktToProj4.translate(root);
        if (translation.geographic() && !translation.shifted()) {
            return new CoordinateSystem(root.name(), translation.proj4(), null, null);
        }
        return ofProj4(root.name(), translation.proj4(), translation.shifted());
    }

    /**
     * @param code EPSG code, e.g. 4490 (CGCS2000), 4546 (CGCS2000 / 3-degree Gauss-Kruger CM 111E), 2193 (NZTM). Codes whose
     *             datum needs a shift are refused: the table's general shifts are wrong by up to a hundred metres in a county
     */
    public static CoordinateSystem ofEpsg(int code) throws UnsupportedCoordinateSystem {
        if (code == 4326 || code == 4490) {
            return LON_LAT;
        }
        String name = "EPSG:" + code;
        String[] parameters;
        try {
            CoordinateReferenceSystem table = new CRSFactory().createFromName(name);
            parameters = table.getParameters();
        } catch (Proj4jException e) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_CODE, name);
        }
        boolean geocentric = false;
        for (String parameter : parameters) {
            if (parameter.startsWith("+towgs84=") && !parameter.matches("\\+towgs84=[0.,\\-]*")) {
                throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_DATUM, name);
            }
            geocentric |= parameter.equals("+ellps=GRS80") || parameter.equals("+ellps=WGS84")
                    || parameter.equals("+datum=WGS84");
        }
        if (!geocentric) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_DATUM, name);
        }
        String proj4 = String.join(" ", parameters);
        return proj4.contains("+proj=longlat")
                ? new CoordinateSystem(name, proj4, null, null)
                : ofProj4(name, proj4, false);
    }

    private static CoordinateSystem ofProj4(String name, String proj4, boolean shifted)
            throws UnsupportedCoordinateSystem {
        try {
            CRSFactory factory = new CRSFactory();
            CoordinateReferenceSystem source = factory.createFromParameters(name, proj4);
            CoordinateReferenceSystem target = shifted
                    ? factory.createFromParameters("WGS84", "+proj=longlat +datum=WGS84 +no_defs")
                    : source.createGeographic();
            return new CoordinateSystem(name, proj4, source, target);
        } catch (Proj4jException e) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_PROJECTION, proj4);
        }
    }

    /** As the file calls it; may be empty. */
    public String name() {
        return name;
    }

    /** The proj4 parameters, which say what it is where the name doesn't. */
    public String proj4() {
        return proj4;
    }

    public boolean isLonLat() {
        return source == null;
    }

    /**
     * Whether coordinates may belong to this system at all. Metres in a file that says degrees, a zone number in front of
     * the easting where none is stated, or swapped axes fall out here.
     */
    public boolean isInRange(Envelope box) {
        if (box.isNull()) {
            return true;
        }
        return isInRange(box.getMinX(), box.getMinY()) && isInRange(box.getMaxX(), box.getMaxY());
    }

    private boolean isInRange(double x, double y) {
        if (source == null || target == null || source.getProjection() == null) {
            return Math.abs(x) <= 180 && Math.abs(y) <= 90;
        }
        try {
            ProjCoordinate lonLat = transform(source, target).transform(new ProjCoordinate(x, y), new ProjCoordinate());
            if (!(Math.abs(lonLat.y) <= 90) || !(Math.abs(lonLat.x) <= 180)) {
                return false;
            }
            if (proj4.contains("+proj=longlat")) {
                return Math.abs(x) <= 180 && Math.abs(y) <= 90;
            }
            if (proj4.contains("+proj=tmerc") && Math.abs(lonLat.x
                    - source.getProjection().getProjectionLongitudeDegrees()) > MAX_DEGREES_FROM_MERIDIAN) {
                return false;
            }
            ProjCoordinate back = transform(target, source).transform(lonLat, new ProjCoordinate());
            return Math.hypot(back.x - x, back.y - y) < ROUND_TRIP_METERS;
        } catch (Proj4jException e) {
            return false;
        }
    }

    /** A copy in degrees. Call it for coordinates that are {@link #isInRange in range}. */
    public Geometry toLonLat(Geometry geometry) {
        return source == null || target == null ? geometry.copy() : transformed(geometry, transform(source, target));
    }

    /** A copy in this system. */
    public Geometry fromLonLat(Geometry lonLat) {
        return source == null || target == null ? lonLat.copy() : transformed(lonLat, transform(target, source));
    }

    /** A new one each time: proj4j's transforms keep working state. */
    private static CoordinateTransform transform(CoordinateReferenceSystem from, CoordinateReferenceSystem to) {
        return new CoordinateTransformFactory().createTransform(from, to);
    }

    private static Geometry transformed(Geometry geometry, CoordinateTransform transform) {
        Geometry copy = geometry.copy();
        ProjCoordinate in = new ProjCoordinate();
        ProjCoordinate out = new ProjCoordinate();
        copy.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence sequence, int i) {
                in.setValue(sequence.getX(i), sequence.getY(i));
                transform.transform(in, out);
                sequence.setOrdinate(i, CoordinateSequence.X, out.x);
                sequence.setOrdinate(i, CoordinateSequence.Y, out.y);
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        });
        return copy;
    }

    @Override
    public String toString() {
        return name.isEmpty() ? proj4 : name;
    }
}
