package org.siji.formats.csv;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as tables write it, year first. Day-first and month-first dates are refused: nobody can tell 5/6 from 6/5.
 *
 * @param millis    since 1970
 * @param formatKey what the date part looks like; two keys in one file mean two sources
 * @param endsWithSeconds whether the text's last two characters are the seconds
 */
record TimeText(long millis, String formatKey, boolean endsWithSeconds) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4})([-/.年])(\\d{1,2})[-/.月](\\d{1,2})日?[ T]*(\\d{1,2})[:：时](\\d{1,2})(?:[:：分](\\d{1,2})(?:\\.(\\d{1,9}))?秒?)?"
                    + "\\s*(Z|[+-]\\d{2}:?\\d{2})?");
    /** Two digits of seconds, and nothing behind them. */
    private static final Pattern SECONDS_LAST = Pattern.compile(":\\d{2}:\\d{2}$");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})");

    static Optional<TimeText> find(String text, ZoneId zone) {
        try {
            if (text.length() == 13 && isDigits(text)) {
                return Optional.of(new TimeText(Long.parseLong(text), "millis", false));
            }
            if (text.length() == 10 && isDigits(text)) {
                return Optional.of(new TimeText(Long.parseLong(text) * 1000, "seconds", false));
            }
            Matcher compact = COMPACT.matcher(text);
            if (compact.matches()) {
                return Optional.of(new TimeText(millis(compact, new int[]{1, 2, 3, 4, 5, 6}, zone), "compact", true));
            }
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                return Optional.empty();
            }
            ZoneId offset = written.group(9) == null ? zone : ZoneOffset.of(written.group(9));
            long millis = millis(written, new int[]{1, 3, 4, 5, 6, 7}, offset);
            if (written.group(8) != null) {
                millis += Long.parseLong((written.group(8) + "00").substring(0, 3));
            }
            return Optional.of(new TimeText(millis, written.group(2) + (written.group(9) == null ? "" : "Z"),
                    SECONDS_LAST.matcher(text).find()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long millis(Matcher text, int[] groups, ZoneId zone) {
        int[] parts = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            String part = text.group(groups[i]);
            parts[i] = part == null ? 0 : Integer.parseInt(part);
        }
        return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]).atZone(zone).toInstant()
                .toEpochMilli();
    }
}
