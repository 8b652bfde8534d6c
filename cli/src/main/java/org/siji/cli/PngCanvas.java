package org.siji.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** A picture as PNG; its letters come from a font of the machine that can show them. */
final class PngCanvas {

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private boolean hasFont = true;

    /** False after drawing with letters that no installed font has: they came out as boxes. */
    boolean hasFont() {
        return hasFont;
    }

    void draw(MeasurePicture picture, OutputStream png) throws IOException {
        BufferedImage image = new BufferedImage(MeasurePicture.WIDTH, picture.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
                    RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, MeasurePicture.WIDTH, picture.height);
            picture.shapes.forEach(shape -> shape(shape, graphics));
            picture.lines.forEach(line -> line(line, graphics));
            labels(picture, graphics);
        } finally {
            graphics.dispose();
        }
        ImageIO.write(image, "png", png);
    }

    private static void shape(MeasurePicture.Shape shape, Graphics2D graphics) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int i = 0; i < shape.pixels().getNumGeometries(); i++) {
            if (shape.pixels().getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                ring(polygon.getExteriorRing(), path);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    ring(polygon.getInteriorRingN(hole), path);
                }
            }
        }
        if (shape.fill() != null) {
            graphics.setColor(new Color(shape.fill(), true));
            graphics.fill(path);
        }
        if (shape.outline() != null) {
            graphics.setColor(new Color(shape.outline(), true));
            graphics.setStroke(new BasicStroke(2));
            graphics.draw(path);
        }
    }

    private static void ring(LineString ring, Path2D path) {
        for (int i = 0; i < ring.getNumPoints() - 1; i++) {
            Coordinate c = ring.getCoordinateN(i);
            if (i == 0) {
                path.moveTo(c.x, c.y);
            } else {
                path.lineTo(c.x, c.y);
            }
        }
        path.closePath();
    }

    private static void line(MeasurePicture.Line line, Graphics2D graphics) {
        Path2D path = new Path2D.Double();
        path.moveTo(line.pixels()[0], line.pixels()[1]);
        for (int i = 2; i < line.pixels().length; i += 2) {
            path.lineTo(line.pixels()[i], line.pixels()[i + 1]);
        }
        graphics.setColor(new Color(line.color(), true));
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(path);
    }

    private void labels(MeasurePicture picture, Graphics2D graphics) {
        StringBuilder all = new StringBuilder();
        picture.labels.forEach(label -> all.append(label.text()));
        Font font = findFont(all.toString()).orElseGet(() -> {
            hasFont = false;
            return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
        });
        graphics.setColor(Color.BLACK);
        for (MeasurePicture.Label label : picture.labels) {
            graphics.setFont(font.deriveFont((float) label.size()));
            graphics.drawString(label.text(), (float) label.x(), (float) label.y());
        }
    }

    /** The usual one if it has all letters; else of those that have, one without serifs of the reader's script. */
    private static Optional<Font> findFont(String text) {
        Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
        if (usual.canDisplayUpTo(text) < 0) {
            return Optional.of(usual);
        }
        return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                .filter(font -> font.canDisplayUpTo(text) < 0)
                .min(Comparator.comparing((Font font) -> !font.getFamily().contains("SC"))
                        .thenComparing(font -> font.getFamily().contains("Serif")).thenComparing(Font::getName));
    }
}
