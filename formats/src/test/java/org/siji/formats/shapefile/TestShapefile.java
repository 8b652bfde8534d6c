package org.siji.formats.shapefile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small shapefiles, sound or broken, for tests. */
public final class TestShapefile {

    public static final String CGCS2000 = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    private final List<String> columns;
    private final List<byte[]> shapes = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private final int width;
    private Charset charset = StandardCharsets.UTF_8;
    private int languageDriver;
    private int shapeType = 5;

    public TestShapefile(String... columns) {
        this(40, columns);
    }

    TestShapefile(int width, String... columns) {
        this.width = width;
        this.columns = List.of(columns);
    }

    public TestShapefile encoded(Charset encoding, int driver) {
        charset = encoding;
        languageDriver = driver;
        return this;
    }

    TestShapefile ofType(int type) {
        shapeType = type;
        return this;
    }

    /** @param rings each x, y, x, y...; written as they are */
    public TestShapefile polygon(double[][] rings, String... values) {
        int points = 0;
        for (double[] ring : rings) {
            points += ring.length / 2;
        }
        boolean heights = shapeType == 15;
        ByteBuffer content = ByteBuffer.allocate(44 + 4 * rings.length + 16 * points + (heights ? 16 + 8 * points : 0))
                .order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(shapeType).position(36);
        content.putInt(rings.length).putInt(points);
        int first = 0;
        for (double[] ring : rings) {
            content.putInt(first);
            first += ring.length / 2;
        }
        for (double[] ring : rings) {
            for (double ordinate : ring) {
                content.putDouble(ordinate);
            }
        }
        return shape(content.array(), values);
    }

    /** A clockwise rectangle. */
    public TestShapefile rectangle(double x, double y, double width, double height, String... values) {
        return polygon(new double[][]{clockwise(x, y, width, height)}, values);
    }

    static double[] clockwise(double x, double y, double width, double height) {
        return new double[]{x, y, x, y + height, x + width, y + height, x + width, y, x, y};
    }

    static double[] counterClockwise(double x, double y, double width, double height) {
        return new double[]{x, y, x + width, y, x + width, y + height, x, y + height, x, y};
    }

    TestShapefile shape(byte[] content, String... values) {
        shapes.add(content);
        rows.add(values);
        return this;
    }

    TestShapefile nullShape(String... values) {
        return shape(new byte[4], values);
    }

    byte[] shp() {
        int length = 100 + shapes.stream().mapToInt(shape -> 8 + shape.length).sum();
        ByteBuffer shp = ByteBuffer.allocate(length);
        shp.putInt(0, 9994).putInt(24, length / 2);
        shp.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, shapeType);
        shp.order(ByteOrder.BIG_ENDIAN).position(100);
        int number = 1;
        for (byte[] shape : shapes) {
            shp.putInt(number++).putInt(shape.length / 2).put(shape);
        }
        return shp.array();
    }

    byte[] dbf() {
        int headerLength = 32 + 32 * columns.size() + 1;
        int rowLength = 1 + width * columns.size();
        ByteBuffer dbf = ByteBuffer.allocate(headerLength + rowLength * rows.size() + 1).order(ByteOrder.LITTLE_ENDIAN);
        dbf.put(0, (byte) 3).putInt(4, rows.size()).putShort(8, (short) headerLength).putShort(10, (short) rowLength);
        dbf.put(29, (byte) languageDriver);
        for (int i = 0; i < columns.size(); i++) {
            dbf.position(32 + 32 * i);
            dbf.put(columns.get(i).getBytes(charset));
            dbf.put(32 + 32 * i + 11, (byte) 'C').put(32 + 32 * i + 16, (byte) width);
        }
        dbf.put(headerLength - 1, (byte) 0x0D);
        dbf.position(headerLength);
        for (String[] row : rows) {
            dbf.put((byte) ' ');
            for (String value : row) {
                byte[] field = new byte[width];
                java.util.Arrays.fill(field, (byte) ' ');
                byte[] text = value.getBytes(charset);
                System.arraycopy(text, 0, field, 0, Math.min(width, text.length));
                dbf.put(field);
            }
        }
        dbf.put((byte) 0x1A);
        return dbf.array();
    }

    /** All parts by extension. */
    public Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("shp", shp());
        parts.put("dbf", dbf());
        parts.put("prj", CGCS2000.getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    /** @return path of the {@code .shp} */
    public static Path write(Map<String, byte[]> parts, Path folder, String name) throws IOException {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            Files.write(folder.resolve(name + "." + part.getKey()), part.getValue());
        }
        return folder.resolve(name + ".shp");
    }

    static byte[] zip(Map<String, byte[]> entries, Charset names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, names)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
