package org.siji.platform.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A village's year as the subject of one notice: {@code 431299001001:2026}. */
public record VillageYear(String villageCode, int year) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{12}):(\\d{4})");

    public static Optional<VillageYear> parse(String subjectId) {
        Matcher matcher = WRITTEN.matcher(subjectId);
        return matcher.matches()
                ? Optional.of(new VillageYear(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return villageCode + ":" + year;
    }
}
