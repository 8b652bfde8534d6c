package org.siji.formats.csv;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A column of a track, by the names that exports give it. */
enum TrackColumn {
    TIME(true, "time", "timestamp", "datetime", "gpstime", "时间", "定位时间", "采集时间", "上报时间", "gps时间"),
    LON(true, "longitude", "lon", "lng", "long", "经度"),
    LAT(true, "latitude", "lat", "纬度"),
    STATE(false, "work", "working", "workstate", "state", "status", "状态", "作业状态", "工作状态"),
    WIDTH(false, "width", "workingwidth", "widthm", "widthcm", "幅宽", "作业幅宽", "工作幅宽"),
    OFFSET(false, "offset", "offsetm", "offsetcm", "偏移", "横向偏移", "机具偏移"),
    DEPTH(false, "depth", "depthm", "depthcm", "depthmm", "workingdepth", "深度", "作业深度", "耕深", "耕作深度", "深松深度"),
    HDOP(false, "hdop", "水平精度因子");

    private static final Pattern UNIT = Pattern.compile("(?:[(（\\[]\\s*|_)(mm|毫米|cm|厘米|m|米)\\s*[)）\\]]?\\s*$",
            Pattern.CASE_INSENSITIVE);

    final boolean isNeeded;
    /** Immutable, though its type does not say so. */
    @SuppressWarnings("ImmutableEnumChecker")
    final List<String> names;

    TrackColumn(boolean isNeeded, String... names) {
        this.isNeeded = isNeeded;
        this.names = List.of(names);
    }

    /** Case, spaces, underscores and a unit in brackets don't matter. */
    boolean isNamed(String header) {
        String plain = header.replaceAll("[(（\\[].*", "").replaceAll("[\\s_\\-]", "").toLowerCase(Locale.ROOT);
        return names.contains(plain);
    }

    /** Metres in one unit of the column, as its header says; empty if it says nothing. */
    static OptionalDouble findMetersPerUnit(String header) {
        Matcher unit = UNIT.matcher(header.strip());
        if (!unit.find()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(switch (unit.group(1).toLowerCase(Locale.ROOT)) {
            case "mm", "毫米" -> 0.001;
            case "cm", "厘米" -> 0.01;
            default -> 1;
        });
    }
}
