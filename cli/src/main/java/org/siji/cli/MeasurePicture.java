package org.siji.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;
import org.siji.track.Track;

/**
 * What a picture of measured work shows, in pixels from its upper left corner: the parcels, the worked ground, what was driven twice,
 * what was missed, the machine's path, a scale bar and a legend. Canvases only know how to fill and to stroke.
 */
final class MeasurePicture {

    static final int WIDTH = 1200;
    private static final int MARGIN = 30;
    private static final int LEGEND_HEIGHT = 110;
    private static final int MIN_MAP_HEIGHT = 200;
    private static final int MAX_MAP_HEIGHT = 1200;
    private static final double MIN_METERS = 10;
    private static final double STEP_PIXELS = 1;
    /** A line is broken where the machine was silent or carried on. */
    private static final long MAX_GAP_MILLIS = 15_000;
    private static final int[] ROUND = {1, 2, 5};

    /** @param outline null: no line; {@code fill} null: no filling; RGB or ARGB */
    record Shape(Geometry pixels, @Nullable Integer fill, @Nullable Integer outline) {}

    /** Points of a polyline, x and y in turn. */
    record Line(double[] pixels, int color) {}

    record Label(double x, double y, String text, int size) {}

    final List<Shape> shapes = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    int height = MIN_MAP_HEIGHT + LEGEND_HEIGHT;

    private final Messages messages = new Messages();
    private final LocalPlane plane;
    private double scale = 1;
    private double west;
    private double north;

    private MeasurePicture(LocalPlane plane) {
        this.plane = plane;
    }

    private enum Ink {
        PARCEL(0xFFF7F3E8, 0xFF8A6D3B), WORKED(0xFF9CCB86, null), OVERLAPPED(0xFFF2A33A, null),
        MISSED(0xFFD9534F, null),
        PATH(0xFF2F4F6F, null);

        final int color;
        final @Nullable Integer outline;

        Ink(int color, @Nullable Integer outline) {
            this.color = color;
            this.outline = outline;
        }
    }

    static MeasurePicture of(MeasuredLog.Report report) {
        Envelope box = new Envelope();
        for (MeasuredLog log : report.logs()) {
            box.expandToInclude(log.work().map().coveredLonLat().getEnvelopeInternal());
            log.on().forEach(on -> box.expandToInclude(on.lonLat().getEnvelopeInternal()));
        }
        Coordinate centre = box.isNull() ? new Coordinate() : box.centre();
        MeasurePicture picture = new MeasurePicture(LocalPlane.at(centre.x, centre.y));
        picture.frame(report);
        report.logs().forEach(picture::parcels);
        report.logs().forEach(picture::ground);
        report.logs().forEach(log -> picture.path(log.read().track()));
        picture.scaleBar();
        picture.legend(report);
        return picture;
    }

    private void frame(MeasuredLog.Report report) {
        Envelope box = new Envelope();
        for (MeasuredLog log : report.logs()) {
            box.expandToInclude(plane.toPlane(log.work().map().coveredLonLat()).getEnvelopeInternal());
            log.on().forEach(on -> box.expandToInclude(plane.toPlane(on.lonLat()).getEnvelopeInternal()));
        }
        if (box.isNull()) {
            box.expandToInclude(0, 0);
        }
        double width = Math.max(box.getWidth(), MIN_METERS);
        double tall = Math.max(box.getHeight(), MIN_METERS);
        scale = Math.min((WIDTH - 2.0 * MARGIN) / width, (MAX_MAP_HEIGHT - 2.0 * MARGIN) / tall);
        int map = (int) Math.max(MIN_MAP_HEIGHT, Math.ceil(tall * scale) + 2 * MARGIN);
        height = map + LEGEND_HEIGHT;
        west = box.centre().x - WIDTH / 2.0 / scale;
        north = box.centre().y + map / 2.0 / scale;
    }

    private double x(double planeX) {
        return (planeX - west) * scale;
    }

    private double y(double planeY) {
        return (north - planeY) * scale;
    }

    private void add(Geometry lonLat, Ink ink) {
        Geometry pixels = plane.toPlane(lonLat);
        pixels.apply((Coordinate c) -> {
            c.x = x(c.x);
            c.y = y(c.y);
        });
        pixels.geometryChanged();
        shapes.add(new Shape(pixels, ink.color, ink.outline));
    }

    private void parcels(MeasuredLog log) {
        log.on().forEach(on -> add(on.lonLat(), Ink.PARCEL));
    }

    private void ground(MeasuredLog log) {
        add(log.work().map().coveredLonLat(), Ink.WORKED);
        add(log.work().map().overlappedLonLat(), Ink.OVERLAPPED);
        log.on().forEach(on -> add(log.work().map().missedLonLat(on.lonLat()), Ink.MISSED));
    }

    /** As received, without what lies outside the picture and without steps that nobody would see. */
    private void path(Track track) {
        List<Double> points = new ArrayList<>();
        Coordinate point = new Coordinate();
        long before = 0;
        for (int i = 0; i < track.size(); i++) {
            double x = Double.NaN;
            double y = Double.NaN;
            if (Math.abs(track.latDegrees(i)) <= 90) {
                plane.toPlane(track.lonDegrees(i), track.latDegrees(i), point);
                x = x(point.x);
                y = y(point.y);
            }
            boolean isInside = x >= 0 && x <= WIDTH && y >= 0 && y <= height - (double) LEGEND_HEIGHT;
            if (!isInside || Math.abs(track.timeMillis(i) - before) > MAX_GAP_MILLIS) {
                endLine(points);
            }
            before = track.timeMillis(i);
            int n = points.size();
            if (isInside && (n == 0 || Math.hypot(points.get(n - 2) - x, points.get(n - 1) - y) >= STEP_PIXELS)) {
                points.add(x);
                points.add(y);
            }
        }
        endLine(points);
    }

    private void endLine(List<Double> points) {
        if (points.size() >= 4) {
            lines.add(new Line(points.stream().mapToDouble(Double::doubleValue).toArray(), Ink.PATH.color));
        }
        points.clear();
    }

    /** A round length of about a sixth of the picture. */
    private void scaleBar() {
        double wanted = WIDTH / 6.0 / scale;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(wanted)));
        double meters = power;
        for (int round : ROUND) {
            meters = round * power <= wanted ? round * power : meters;
        }
        double x = MARGIN;
        double y = height - LEGEND_HEIGHT + 24.0;
        lines.add(new Line(new double[]{x, y - 6, x, y, x + meters * scale, y, x + meters * scale, y - 6}, 0xFF000000));
        labels.add(new Label(x + meters * scale + 8, y + 4, messages.get("picture.meters", plain(meters)), 14));
    }

    private static String plain(double meters) {
        return meters >= 1 ? String.valueOf(Math.round(meters)) : String.valueOf(meters);
    }

    private void legend(MeasuredLog.Report report) {
        double x = MARGIN;
        double y = height - LEGEND_HEIGHT + 48.0;
        for (Ink ink : Ink.values()) {
            lines.add(new Line(new double[]{x, y, x + 22, y}, ink.outline == null ? ink.color : ink.outline));
            lines.add(new Line(new double[]{x, y + 2, x + 22, y + 2}, ink.color));
            lines.add(new Line(new double[]{x, y + 4, x + 22, y + 4}, ink.outline == null ? ink.color : ink.outline));
            labels.add(new Label(x + 30, y + 7, messages.get("picture." + ink.name().toLowerCase(Locale.ROOT)), 14));
            x += 190;
        }
        double net = report.sum(MeasuredLog::net);
        labels.add(new Label(MARGIN, y + 40, messages.get("picture.areas", number(new Area(net).mu()), number(net),
                number(report.sum(MeasuredLog::overlap)), number(report.sum(MeasurePicture::missed))), 16));
    }

    private static double missed(MeasuredLog log) {
        double missed = 0;
        for (MeasuredLog.OnParcel on : log.on()) {
            missed += on.coverage().missed().squareMeters();
        }
        return missed;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
