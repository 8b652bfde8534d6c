package org.siji.platform.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Working days in China: weekends and public holidays are off, some weekends are worked for a longer holiday. */
@Component
public class WorkingDays {

    /** Deadlines end with the day in China, wherever the server stands. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** What is known of a year before its notice: the others follow the moon or the sun. */
    private static final Set<MonthDay> FIXED = Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(5, 2),
            MonthDay.of(10, 1), MonthDay.of(10, 2), MonthDay.of(10, 3));
    private static final String FILE = "/calendar/holidays-cn.csv";
    private static final String HEADER = "from,";

    private final Clock clock;
    /** Days that the notices name, and whether they are worked. */
    private final Map<LocalDate, Boolean> announced = new HashMap<>();
    private final Set<Integer> years;

    public WorkingDays(Clock clock) throws IOException {
        this.clock = clock;
        try (InputStream file = requireNonNull(WorkingDays.class.getResourceAsStream(FILE));
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(HEADER))
                    .forEach(this::add);
        }
        years = announced.keySet().stream().map(LocalDate::getYear).collect(Collectors.toUnmodifiableSet());
    }

    private void add(String line) {
        List<String> cells = List.of(line.split(",", -1));
        boolean worked = switch (cells.get(2)) {
            case "WORK" -> true;
            case "OFF" -> false;
            default -> throw new IllegalStateException(FILE + ": neither OFF nor WORK: " + line);
        };
        LocalDate last = LocalDate.parse(cells.get(1));
        for (LocalDate day = LocalDate.parse(cells.getFirst()); !day.isAfter(last); day = day.plusDays(1)) {
            if (announced.put(day, worked) != null) {
                throw new IllegalStateException(FILE + ": named twice: " + day);
            }
        }
    }

    /** The day it is in China. */
    public LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }

    /** Whether the year's holidays are known; else only weekends and holidays of a fixed date are reckoned with. */
    public boolean isAnnounced(int year) {
        return years.contains(year);
    }

    public boolean isWorkingDay(LocalDate date) {
        Boolean named = announced.get(date);
        if (named != null) {
            return named;
        }
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && (isAnnounced(date.getYear()) || !FIXED.contains(MonthDay.from(date)));
    }

    /** The n-th working day after the date; the day itself is not counted, as in law. */
    public LocalDate plusWorkingDays(LocalDate date, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("working days " + n);
        }
        LocalDate day = date;
        for (int left = n; left > 0;) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** How many working days lie behind {@code from} up to {@code to}, it included; negative when {@code to} has passed. */
    public int countAfter(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -countAfter(to, from);
        }
        return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count();
    }
}
