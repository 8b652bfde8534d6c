package org.siji.platform.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

/** What a photographed page with a signature looks like from afar: lines of print, and a pen's curve below. */
final class SignedSheet {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 594;

    private SignedSheet() {}

    /** A PNG. */
    static byte[] photo() {
        BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.LIGHT_GRAY);
        for (int line = 0; line < 24; line++) {
            pen.fillRect(40, 40 + line * 16, line % 5 == 4 ? 180 : WIDTH - 80, 6);
        }
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        Path2D curve = new Path2D.Double();
        curve.moveTo(220, 500);
        for (int stroke = 0; stroke < 6; stroke++) {
            double x = 220 + stroke * 24;
            curve.curveTo(x + 4, 460, x + 16, 540, x + 24, 500 - (stroke % 2) * 12);
        }
        pen.draw(curve);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(page, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
