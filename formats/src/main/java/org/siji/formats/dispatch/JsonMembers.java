package org.siji.formats.dispatch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.Span;
import org.siji.formats.Place;
import org.siji.formats.Problem;

/** One object of a file, asked member by member. What is missing or wrong becomes a problem with its place; then a stand-in is given. */
final class JsonMembers {

    private final Map<?, ?> object;
    private final Place place;
    private final List<Problem> problems;
    private final LocalDate from;
    private final Set<String> asked = new HashSet<>();
    private boolean isSound = true;

    /** @param from the plan's first day, from which days and minutes are counted */
    JsonMembers(Map<?, ?> object, Place place, List<Problem> problems, LocalDate from) {
        this.object = object;
        this.place = place;
        this.problems = problems;
        this.from = from;
    }

    /** Whether all that was asked for was there; also names members that nobody asked for. */
    boolean isSound() {
        for (Object key : object.keySet()) {
            if (!asked.contains(String.valueOf(key))) {
                problem(DispatchFileProblem.MEMBER_UNKNOWN, String.valueOf(key), "");
            }
        }
        return isSound;
    }

    /** Each object of a list; anything else in it is a problem. An absent list is empty. */
    List<JsonMembers> objects(String name) {
        List<JsonMembers> objects = new ArrayList<>();
        long row = 0;
        for (Object value : list(name)) {
            row++;
            if (value instanceof Map<?, ?> map) {
                objects.add(new JsonMembers(map, new Place(place.file(), row, name), problems, from));
            } else {
                bad(name, value);
            }
        }
        return objects;
    }

    private List<?> list(String name) {
        Object value = get(name);
        if (value == null || value instanceof List<?>) {
            return value == null ? List.of() : (List<?>) value;
        }
        bad(name, value);
        return List.of();
    }

    /** Null when absent. */
    @Nullable
    JsonMembers object(String name) {
        Object value = get(name);
        if (value instanceof Map<?, ?> map) {
            return new JsonMembers(map, place, problems, from);
        }
        if (value != null) {
            bad(name, value);
        }
        return null;
    }

    String text(String name) {
        return require(name, textOr(name, ""));
    }

    String textOr(String name, String absent) {
        Object value = get(name);
        if (value != null && !(value instanceof String)) {
            bad(name, value);
        }
        return value instanceof String text ? text : absent;
    }

    @Nullable
    String findText(String name) {
        return get(name) == null ? null : textOr(name, "");
    }

    double number(String name) {
        return require(name, numberOr(name, 0));
    }

    double numberOr(String name, double absent) {
        Object value = get(name);
        if (value != null && !(value instanceof Double)) {
            bad(name, value);
        }
        return value instanceof Double number ? number : absent;
    }

    long wholeOr(String name, long absent) {
        double number = numberOr(name, 0);
        if (Double.isNaN(number) || number != Math.rint(number)) {
            bad(name, number);
            return absent;
        }
        return get(name) == null ? absent : (long) number;
    }

    boolean flag(String name, boolean absent) {
        Object value = get(name);
        if (value != null && !(value instanceof Boolean)) {
            bad(name, value);
        }
        return value instanceof Boolean flag ? flag : absent;
    }

    Set<String> texts(String name) {
        return new HashSet<>(names(name));
    }

    List<String> names(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (value instanceof String text) {
                texts.add(text);
            } else {
                bad(name, value);
            }
        }
        return texts;
    }

    Map<String, Double> numbers(String name) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof Double number) {
                    numbers.put(String.valueOf(key), number);
                } else {
                    bad(name, value);
                }
            });
        } else {
            require(name, 0);
        }
        return numbers;
    }

    int[][] rows(String name) {
        List<int[]> rows = new ArrayList<>();
        for (Object row : list(name)) {
            if (row instanceof List<?> list && list.stream().allMatch(Double.class::isInstance)) {
                rows.add(list.stream().mapToInt(value -> ((Double) value).intValue()).toArray());
            } else {
                bad(name, row);
            }
        }
        return rows.toArray(int[][]::new);
    }

    LocalDate date(String name) {
        return require(name, parse(name, get(name), LocalDate::parse, from));
    }

    /** Counted from the plan's first day. */
    int day(String name) {
        return (int) ChronoUnit.DAYS.between(from, date(name));
    }

    int dayOr(String name, int absent) {
        return get(name) == null ? absent : day(name);
    }

    /** A date and time, in minutes of the plan. */
    int minute(String name) {
        return require(name, minute(name, get(name)));
    }

    int minuteOr(String name, int absent) {
        return get(name) == null ? absent : minute(name);
    }

    private int minute(String name, @Nullable Object value) {
        LocalDateTime midnight = from.atStartOfDay();
        long minutes = ChronoUnit.MINUTES.between(midnight, parse(name, value, LocalDateTime::parse, midnight));
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, minutes));
    }

    /** A time of day, in minutes after midnight; 24:00 is its end. */
    int ofDay(String name) {
        return require(name, ofDay(name, get(name)));
    }

    private int ofDay(String name, @Nullable Object value) {
        return "24:00".equals(value)
                ? Span.MINUTES_PER_DAY
                : parse(name, value, LocalTime::parse, LocalTime.MIDNIGHT).toSecondOfDay() / 60;
    }

    /** Pairs of begin and end. */
    List<Span> spans(String name, boolean isOfDay) {
        List<Span> spans = new ArrayList<>();
        for (Object value : list(name)) {
            if (value instanceof List<?> pair && pair.size() == 2) {
                spans.add(isOfDay
                        ? new Span(ofDay(name, pair.get(0)), ofDay(name, pair.get(1)))
                        : new Span(minute(name, pair.get(0)), minute(name, pair.get(1))));
            } else {
                bad(name, value);
            }
        }
        return spans;
    }

    private <T> T parse(String name, @Nullable Object value, Function<String, T> parser, T absent) {
        if (value instanceof String text) {
            try {
                return parser.apply(text);
            } catch (DateTimeException e) {
                bad(name, text);
            }
        } else if (value != null) {
            bad(name, value);
        }
        return absent;
    }

    private @Nullable Object get(String name) {
        asked.add(name);
        return object.get(name);
    }

    private <T> T require(String name, T value) {
        if (object.get(name) == null) {
            isSound = false;
            problem(DispatchFileProblem.MEMBER_MISSING, name, "");
        }
        return value;
    }

    /** Notes that a member is not what it should be. */
    void bad(String name, @Nullable Object value) {
        isSound = false;
        problem(DispatchFileProblem.MEMBER_BAD, name, String.valueOf(value));
    }

    private void problem(DispatchFileProblem kind, String name, String value) {
        problems.add(Problem.of(kind, place, name, value));
    }
}
