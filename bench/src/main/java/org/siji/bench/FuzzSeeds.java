package org.siji.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Small whole files of every format: a minute's drive on a field of a hundred metres. */
final class FuzzSeeds {

    private static final int FIXES = 60;
    private static final double LON = 113.1;
    private static final double LAT = 29.3;
    private static final double STEP = 1.35e-5;

    private FuzzSeeds() {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] csv() {
        StringBuilder csv = new StringBuilder("时间,经度,纬度,作业状态,幅宽(m),作业深度(cm),HDOP\n");
        for (int i = 0; i < FIXES; i++) {
            csv.append(String.format(Locale.ROOT, "2026-05-28 09:30:%02d,%.7f,%.7f,%s,2.4,%d,0.8%n", i, LON,
                    LAT + i * STEP, i % 20 == 0 ? "空驶" : "作业", 25 + i % 10));
        }
        return utf8(csv.toString());
    }

    static byte[] gpx() {
        StringBuilder gpx = new StringBuilder(
                "<?xml version=\"1.0\"?><gpx version=\"1.1\"><trk><name>东冲</name><trkseg>");
        for (int i = 0; i < FIXES; i++) {
            gpx.append(String.format(Locale.ROOT,
                    "<trkpt lat=\"%.7f\" lon=\"%.7f\"><ele>50</ele><time>2026-05-28T01:30:%02dZ</time><hdop>0.9</hdop></trkpt>%n",
                    LAT + i * STEP, LON, i));
        }
        return utf8(gpx.append("</trkseg></trk></gpx>").toString());
    }

    static byte[] taskData() {
        return utf8("""
                <?xml version="1.0" encoding="UTF-8"?>
                <ISO11783_TaskData VersionMajor="4" VersionMinor="1" DataTransferOrigin="2">
                <AFE A="LINKLIST.XML" B="1" C="x" D="1"/><XFR A="PFD00000" B="1"/>
                <PFD A="PFD1" C="东冲"><PLN A="1"><LSG A="1"><PNT A="2" C="29.3" D="113.1"/><PNT A="2" C="29.301" D="113.1"/>
                <PNT A="2" C="29.301" D="113.101"/></LSG></PLN></PFD>
                <DVC A="DVC-1" B="犁"><DET A="DET-1" B="1" C="1" E="0" F="0"/>
                <DET A="DET-2" B="2" C="4" E="1" F="1"><DOR A="9"/><DOR A="10"/></DET>
                <DET A="DET-3" B="3" C="4" E="2" F="1"><DOR A="9"/></DET><DET A="DET-4" B="4" C="7" E="3" F="1"/>
                <DPT A="9" B="0044" C="1200"/><DPT A="10" B="0087" C="-600"/></DVC>
                <TSK A="TSK1" B="翻地" E="PFD1" G="4"><TIM A="2026-05-28T10:00:00" D="4"><DLV A="0074" B="480" C="DET-1"/></TIM>
                <DAN A="0" C="DVC-1"/><CNC A="DVC-1" B="DET-4" C="DVC-1" D="DET-4"/><TLG A="TLG00001" C="1"/></TSK>
                </ISO11783_TaskData>""");
    }

    static byte[] logHeader() {
        return utf8("""
                <TIM A="" D="4"><PTN A="" B="" C="" D="" F="" H="" I=""/><DLV A="0043" B="" C="DET-1"/>
                <DLV A="00A1" B="" C="DET-1"/><DLV A="0074" B="" C="DET-1"/><DLV A="0034" B="" C="DET-2"/></TIM>""");
    }

    static byte[] log() {
        ByteBuffer log = ByteBuffer.allocate(FIXES * 64).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FIXES; i++) {
            log.putInt(36_000_000 + i * 1000).putShort((short) 16_949).putInt(293_000_000 + i * 135)
                    .putInt(1_131_000_000).putInt(50_000).put((byte) 4).putShort((short) 8)
                    .putInt(7_200_000 + i * 1000).putShort((short) 16_949);
            if (i % 20 == 0) {
                log.put((byte) 4).put((byte) 0).putInt(2400).put((byte) 1).putInt(0b0101).put((byte) 2)
                        .putInt(7000 + i * 4).put((byte) 3).putInt(310);
            } else {
                log.put((byte) 1).put((byte) 2).putInt(7000 + i * 4);
            }
        }
        return Arrays.copyOf(log.array(), log.position());
    }

    static byte[] linkList() {
        return utf8(
                "<ISO11783LinkList><LGP A=\"LGP1\" B=\"1\"><LNK A=\"PFD1\" B=\"{b5f2}\"/></LGP></ISO11783LinkList>");
    }

    static byte[] geoJson() {
        return utf8("""
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"DKBM":"4312010010101000001",
                "HTMJM":"12.5"},"geometry":{"type":"Polygon","coordinates":[[[113.1,29.3],[113.101,29.3],[113.101,29.301],
                [113.1,29.301],[113.1,29.3]],[[113.1002,29.3002],[113.1004,29.3002],[113.1004,29.3004],[113.1002,29.3002]]]}},
                {"type":"Feature","properties":{"DKBM":"4312010010101000002"},"geometry":{"type":"MultiPolygon","coordinates":
                [[[[113.1005,29.3],[113.102,29.3],[113.102,29.301],[113.1005,29.3]]]]}}]}""");
    }

    static byte[] rules() {
        return utf8(
                """
                [{"name":"a","operation":"SUBSOILING","basis":"AREA","issued":"2026","minDepthCm":30,"minDepthRate":0.9,
                "below":"REVIEW","minCoverage":0.9,"maxOverlap":0.2,"minSpeedKmh":1,"maxSpeedKmh":9,"minSpeedRate":0.5}]""");
    }

    /** One square polygon (ESRI shapefile technical description, 1998). */
    static byte[] shp() {
        double[] ring = {113.1, 29.3, 113.1, 29.301, 113.101, 29.301, 113.101, 29.3, 113.1, 29.3};
        int content = 44 + 4 + 16 * 5;
        ByteBuffer shp = ByteBuffer.allocate(100 + 8 + content);
        shp.putInt(9994).position(24);
        shp.putInt(shp.capacity() / 2).order(ByteOrder.LITTLE_ENDIAN).putInt(1000).putInt(5);
        box(shp);
        shp.position(100);
        shp.order(ByteOrder.BIG_ENDIAN).putInt(1).putInt(content / 2).order(ByteOrder.LITTLE_ENDIAN).putInt(5);
        box(shp);
        shp.putInt(1).putInt(5).putInt(0);
        for (double ordinate : ring) {
            shp.putDouble(ordinate);
        }
        return shp.array();
    }

    private static void box(ByteBuffer shp) {
        shp.putDouble(LON).putDouble(LAT).putDouble(113.101).putDouble(29.301);
    }

    /** One row with one column of 19 letters (dBASE III). */
    static byte[] dbf() {
        ByteBuffer dbf = ByteBuffer.allocate(32 + 32 + 1 + 20 + 1).order(ByteOrder.LITTLE_ENDIAN);
        dbf.put((byte) 3).put(new byte[]{126, 1, 1}).putInt(1).putShort((short) 65).putShort((short) 20).position(32);
        dbf.put(utf8("DKBM")).position(43);
        dbf.put((byte) 'C').position(48);
        dbf.put((byte) 19).position(64);
        dbf.put((byte) 0x0D).put((byte) ' ').put(utf8("4312010010101000001")).put((byte) 0x1A);
        return dbf.array();
    }

    static byte[] prj() {
        return utf8("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
                + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
                + "UNIT[\"Degree\",0.0174532925199433]]");
    }
}
