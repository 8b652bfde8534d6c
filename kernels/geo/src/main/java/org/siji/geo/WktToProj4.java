package org.siji.geo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.siji.geo.UnsupportedCoordinateSystem.Reason;

/**
 * Translates a WKT 1 coordinate system (OGC or ESRI spelling) into a proj4 parameter text. A datum counts as WGS 84 only
 * when its name is one of those realised on an ITRF frame (within about a metre of it, the accuracy of a parcel corner);
 * any other needs its TOWGS84 stated in the text.
 */
final class WktToProj4 {

    /** Lower case, without {@code D_} and punctuation. */
    private static final Set<String> GEOCENTRIC_DATUMS = Set.of("wgs1984", "wgs84", "worldgeodeticsystem1984",
            "china2000", "cgcs2000", "chinageodeticcoordinatesystem2000", "newzealandgeodeticdatum2000", "nzgd2000",
            "etrs1989", "etrs89", "europeanterrestrialreferencesystem1989", "japanesegeodeticdatum2000", "jgd2000",
            "japanesegeodeticdatum2011", "jgd2011");

    private static final Map<String, String> PROJECTIONS = Map.of("transversemercator", "tmerc", "gausskruger", "tmerc",
            "lambertconformalconic", "lcc", "lambertconformalconic1sp", "lcc", "lambertconformalconic2sp", "lcc",
            "albers", "aea", "albersconicequalarea", "aea");

    private static final Map<String, String> ANGLES = Map.of("latitudeoforigin", "lat_0", "latitudeofcenter", "lat_0",
            "centralmeridian", "lon_0", "longitudeofcenter", "lon_0", "standardparallel1", "lat_1",
            "standardparallel2", "lat_2");

    private static final double RADIANS_PER_DEGREE = Math.PI / 180;

    private WktToProj4() {}

    /**
     * @param proj4      parameters for proj4j
     * @param geographic true for degrees
     * @param shifted    true when the text states its own TOWGS84
     */
    record Translation(String proj4, boolean geographic, boolean shifted) {}

    static Translation translate(WktNode root) throws UnsupportedCoordinateSystem {
        WktNode system = root;
        if (root.keyword().equals("COMPD_CS")) {
            // Heights are no business of a parcel map: the horizontal part comes first.
            system = root.children().isEmpty() ? root : root.children().get(0);
        }
        if (system.keyword().equals("GEOGCS")) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("proj", "longlat");
            boolean shifted = putDatum(system, parameters);
            return new Translation(text(parameters), true, shifted);
        }
        if (!system.keyword().equals("PROJCS")) {
            throw new UnsupportedCoordinateSystem(Reason.MALFORMED, system.keyword());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        putProjection(system, parameters);
        boolean shifted = putDatum(system.get("GEOGCS"), parameters);
        return new Translation(text(parameters), false, shifted);
    }

    private static void putProjection(WktNode system, Map<String, String> parameters)
            throws UnsupportedCoordinateSystem {
        String name = system.get("PROJECTION").name();
        String projection = PROJECTIONS.get(plain(name));
        if (projection == null) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_PROJECTION, name);
        }
        double metersPerUnit = system.get("UNIT").number(1);
        if (!(metersPerUnit > 0)) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_UNIT, system.get("UNIT").name());
        }
        parameters.put("proj", projection);
        for (WktNode node : system.children()) {
            if (node.keyword().equals("PARAMETER")) {
                putParameter(node, metersPerUnit, parameters);
            }
        }
        if (!parameters.containsKey("lon_0")) {
            throw new UnsupportedCoordinateSystem(Reason.MALFORMED, name + " without Central_Meridian");
        }
        // The 1SP cone touches at its origin; proj4 wants that said as a standard parallel.
        if (projection.equals("lcc") && !parameters.containsKey("lat_1")) {
            parameters.put("lat_1", parameters.getOrDefault("lat_0", "0"));
        }
        if (metersPerUnit != 1) {
            parameters.put("to_meter", String.valueOf(metersPerUnit));
        }
    }

    private static void putParameter(WktNode node, double metersPerUnit, Map<String, String> parameters)
            throws UnsupportedCoordinateSystem {
        String plain = plain(node.name());
        double value = node.number(1);
        String angle = ANGLES.get(plain);
        if (angle != null) {
            parameters.put(angle, String.valueOf(value));
        } else if (plain.equals("scalefactor")) {
            parameters.put("k_0", String.valueOf(value));
        } else if (plain.equals("falseeasting")) {
            // WKT states it in the map's unit, proj4 in metres.
            parameters.put("x_0", String.valueOf(value * metersPerUnit));
        } else if (plain.equals("falsenorthing")) {
            parameters.put("y_0", String.valueOf(value * metersPerUnit));
        } else {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_PROJECTION, node.name());
        }
    }

    private static boolean putDatum(WktNode geographic, Map<String, String> parameters)
            throws UnsupportedCoordinateSystem {
        WktNode unit = geographic.get("UNIT");
        if (Math.abs(unit.number(1) - RADIANS_PER_DEGREE) > 1e-9) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_UNIT, unit.name());
        }
        WktNode meridian = geographic.find("PRIMEM").orElse(null);
        if (meridian != null && meridian.number(1) != 0) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_UNIT, meridian.name());
        }
        WktNode datum = geographic.get("DATUM");
        WktNode spheroid = datum.find("SPHEROID").orElse(null);
        if (spheroid == null) {
            spheroid = datum.get("ELLIPSOID");
        }
        double semiMajorMeters = spheroid.number(1);
        double inverseFlattening = spheroid.number(2);
        parameters.put("a", String.valueOf(semiMajorMeters));
        // As semi-minor axis: proj4j 1.4.1 misreads +rf. Zero flattening is WKT's way of saying sphere.
        double semiMinorMeters = inverseFlattening == 0
                ? semiMajorMeters
                : semiMajorMeters * (1 - 1 / inverseFlattening);
        parameters.put("b", String.valueOf(semiMinorMeters));
        WktNode shift = datum.find("TOWGS84").orElse(null);
        if (shift != null) {
            putShift(shift, parameters);
            return true;
        }
        boolean likeWgs84 = Math.abs(semiMajorMeters - 6378137) < 0.01
                && Math.abs(inverseFlattening - 298.2572) < 0.001;
        if (!likeWgs84 || !GEOCENTRIC_DATUMS.contains(plain(datum.name()))) {
            throw new UnsupportedCoordinateSystem(Reason.UNKNOWN_DATUM, datum.name());
        }
        return false;
    }

    private static void putShift(WktNode shift, Map<String, String> parameters) throws UnsupportedCoordinateSystem {
        if (shift.values().size() != 3 && shift.values().size() != 7) {
            throw new UnsupportedCoordinateSystem(Reason.MALFORMED, "TOWGS84" + shift.values());
        }
        for (int i = 0; i < shift.values().size(); i++) {
            shift.number(i);
        }
        parameters.put("towgs84", String.join(",", shift.values()));
    }

    private static String text(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((key, value) -> text.append('+').append(key).append('=').append(value).append(' '));
        return text.append("+no_defs").toString();
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String withoutPrefix = lower.startsWith("d_") ? lower.substring(2) : lower;
        return withoutPrefix.replaceAll("[^a-z0-9]", "");
    }
}
