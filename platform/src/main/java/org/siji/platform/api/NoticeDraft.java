package org.siji.platform.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Draws up a {@link NoticePaper} out of message keys: {@code fact("season", 2026)} of the prefix {@code paper.dividend} is labelled
 * by the sentence {@code paper.dividend.season}. Always in Chinese, whoever presses the button: it hangs on a wall in China.
 */
public final class NoticeDraft {

    private static final Locale WALL = Locale.SIMPLIFIED_CHINESE;
    private static final int HUNDREDTHS = 2;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("y年M月d日", Locale.ROOT);

    private final Sentences sentences;
    private final String prefix;
    private final List<NoticePaper.Fact> facts = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<NoticePaper.Table> tables = new ArrayList<>();

    public NoticeDraft(Sentences sentences, String prefix) {
        this.sentences = sentences;
        this.prefix = prefix;
    }

    public String say(String key, Object... args) {
        return sentences.say(WALL, prefix + "." + key, args);
    }

    /** A sentence of another kind, in the language of the wall. */
    public String sentence(String code, Object... args) {
        return sentences.say(WALL, code, args);
    }

    /** 收割 for {@code Operation.HARVEST}. */
    public String word(Enum<?> value) {
        return sentences.say(WALL, "paper.word", value);
    }

    public NoticeDraft fact(String key, @Nullable Object value) {
        if (value != null) {
            facts.add(new NoticePaper.Fact(say(key), value instanceof Enum<?> name ? word(name) : text(value)));
        }
        return this;
    }

    public NoticeDraft step(String key, Object... args) {
        steps.add(say(key, args));
        return this;
    }

    /**
     * @param columns keys of the columns; those of numbers begin with #
     * @param sums    the last line; null for none
     */
    public NoticeDraft table(String key, List<String> columns, List<List<String>> rows, @Nullable List<String> sums) {
        tables.add(new NoticePaper.Table(say(key),
                columns.stream().map(column -> new NoticePaper.Column(say(column.replace("#", "")),
                        column.startsWith("#"))).toList(),
                rows, sums));
        return this;
    }

    public NoticePaper paper(String titleKey, Object... args) {
        return new NoticePaper(say(titleKey, args), List.copyOf(facts), List.copyOf(steps), List.copyOf(tables));
    }

    /** Hundredths of a yuan or of a mu, with both digits and its thousands grouped: 123456 is 1,234.56. */
    public static String hundredths(long value) {
        return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(value, HUNDREDTHS));
    }

    /** From one day to another. */
    public static String span(LocalDate from, LocalDate to) {
        return text(from) + "—" + text(to);
    }

    public static List<String> row(Object... cells) {
        return Arrays.stream(cells).map(NoticeDraft::text).toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof LocalDate day ? DAY.format(day) : String.valueOf(value);
    }
}
