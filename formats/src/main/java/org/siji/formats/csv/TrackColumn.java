package org.siji.formats.csv;

import java.util.List;
import java.util.Locale;

/** A column of a track, by the names that exports give it. */
enum TrackColumn {
    TIME(true, "time", "timestamp", "datetime", "gpstime", "时间", "定位时间", "采集时间", "上报时间", "gps时间"),
    LON(true, "longitude", "lon", "lng", "long", "经度"),
    LAT(true, "latitude", "lat", "纬度"),
    STATE(false, "work", "working", "workstate", "state", "status", "状态", "作业状态", "工作状态"),
    WIDTH(false, "width", "widthm", "workingwidth", "幅宽", "作业幅宽", "工作幅宽");

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
}
