package org.siji.cli;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** A picture as SVG; whoever opens it brings the font. */
final class SvgCanvas {

    private static final int RGB = 0xFFFFFF;

    private final StringBuilder svg = new StringBuilder();

    String draw(MeasurePicture picture) {
        svg.append(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
                MeasurePicture.WIDTH, picture.height, MeasurePicture.WIDTH, picture.height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        picture.shapes.forEach(this::shape);
        picture.lines.forEach(this::line);
        picture.labels.forEach(this::label);
        return svg.append("</svg>\n").toString();
    }

    private void shape(MeasurePicture.Shape shape) {
        svg.append("<path fill-rule=\"evenodd\" fill=\"").append(color(shape.fill())).append("\" stroke=\"")
                .append(color(shape.outline())).append("\" stroke-width=\"2\" d=\"");
        for (int i = 0; i < shape.pixels().getNumGeometries(); i++) {
            if (shape.pixels().getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                ring(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    ring(polygon.getInteriorRingN(hole));
                }
            }
        }
        svg.append("\"/>\n");
    }

    private void ring(LineString ring) {
        char command = 'M';
        for (int i = 0; i < ring.getNumPoints() - 1; i++) {
            Coordinate c = ring.getCoordinateN(i);
            point(command, c.x, c.y);
            command = 'L';
        }
        svg.append('Z');
    }

    private void point(char command, double x, double y) {
        svg.append(command).append(tenth(x)).append(' ').append(tenth(y));
    }

    private static String tenth(double pixels) {
        long tenths = Math.round(pixels * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0);
    }

    private void line(MeasurePicture.Line line) {
        svg.append("<path fill=\"none\" stroke=\"").append(color(line.color())).append("\" stroke-width=\"1\" d=\"");
        char command = 'M';
        for (int i = 0; i < line.pixels().length; i += 2) {
            point(command, line.pixels()[i], line.pixels()[i + 1]);
            command = 'L';
        }
        svg.append("\"/>\n");
    }

    private void label(MeasurePicture.Label label) {
        svg.append(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" font-family=\"sans-serif\">%s</text>%n", label.x(),
                label.y(), label.size(),
                label.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    private static String color(@Nullable Integer argb) {
        return argb == null ? "none" : String.format(Locale.ROOT, "#%06x", argb & RGB);
    }
}
