package org.siji.formats.csv;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Reads the times of a table one after the other. Most differ from the one before in their last two digits only, so the minute
 * is looked up once: this is four fifths of the time that a table takes.
 */
final class TimeReader {

    private static final int SECOND_DIGITS = 2;

    private final ZoneId zone;
    private String minuteText = "";
    private long minuteMillis;
    private String formatKey = "";
    private long millis;

    TimeReader(ZoneId zone) {
        this.zone = zone;
    }

    /** False if the text isn't a time. */
    boolean read(String text) {
        int minuteEnd = text.length() - SECOND_DIGITS;
        if (minuteEnd == minuteText.length() && minuteEnd > 0 && text.startsWith(minuteText)) {
            int tens = text.charAt(minuteEnd) - '0';
            int ones = text.charAt(minuteEnd + 1) - '0';
            if (tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9) {
                millis = minuteMillis + (tens * 10 + ones) * 1000L;
                return true;
            }
        }
        Optional<TimeText> time = TimeText.find(text, zone);
        if (time.isEmpty()) {
            return false;
        }
        millis = time.get().millis();
        formatKey = time.get().formatKey();
        minuteText = "";
        if (time.get().endsWithSeconds()) {
            minuteText = text.substring(0, minuteEnd);
            // By the text, not by the instant: zones of long ago lie by odd seconds beside UTC.
            minuteMillis = millis - Integer.parseInt(text.substring(minuteEnd)) * 1000L;
        }
        return true;
    }

    /** Of the time just read, milliseconds since 1970. */
    long millis() {
        return millis;
    }

    /** What its date part looks like. */
    String formatKey() {
        return formatKey;
    }
}
