package org.siji.platform.sheets;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people type, made comparable: full-width digits become plain ones, odd spaces go, dates are understood in Chinese. */
public final class SheetText {

    private static final Pattern BRACKETS = Pattern.compile("\\([^)]*\\)");
    private static final Pattern FULL_DATE = Pattern
            .compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?(\\s+[0:]+(\\.0+)?)?");
    private static final Pattern PACKED_DATE = Pattern.compile("(20\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern SHORT_DATE = Pattern.compile("(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern SERIAL = Pattern.compile("\\d{5}(\\.0+)?");
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
    /** Serial numbers of the years 2000 to 2099: anything else that is five digits long is no date. */
    private static final long FIRST_SERIAL = 36_526;
    private static final long LAST_SERIAL = 73_050;

    private SheetText() {}

    /** Without spaces around it, full-width forms made plain. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u00a0', ' ').replace("\u200b", "")
                .replace("\ufeff", "").strip();
    }

    /** A heading to compare by: plain, without what stands in brackets, spaces, and marks of a required column. */
    static String head(String text) {
        return BRACKETS.matcher(plain(text)).replaceAll("").replaceAll("[\\s*:]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The day that is meant: 2026-07-10, 2026/7/10, 2026.7.10, 2026年7月10日, 20260710, 7月10日, or Excel's own number of the day.
     *
     * @param year for days without one
     */
    public static Optional<LocalDate> day(String text, int year) {
        String plain = plain(text);
        Matcher full = FULL_DATE.matcher(plain);
        if (full.matches()) {
            return of(full.group(1), full.group(2), full.group(3));
        }
        Matcher packed = PACKED_DATE.matcher(plain);
        if (packed.matches()) {
            return of(packed.group(1), packed.group(2), packed.group(3));
        }
        Matcher brief = SHORT_DATE.matcher(plain);
        if (brief.matches()) {
            return of(String.valueOf(year), brief.group(1), brief.group(2));
        }
        if (SERIAL.matcher(plain).matches()) {
            long days = Long.parseLong(plain.substring(0, 5));
            return days < FIRST_SERIAL || days > LAST_SERIAL
                    ? Optional.empty()
                    : Optional.of(SERIAL_ZERO.plusDays(days));
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> of(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
