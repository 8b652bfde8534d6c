package org.siji.formats;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * One thing wrong with an input, and where.
 *
 * @param kind    what
 * @param place   where it came from
 * @param details the values that the sentence names, already formatted
 */
public record Problem(ProblemKind kind, Place place, List<String> details) {

    public Problem {
        details = List.copyOf(details);
    }

    public static Problem of(ProblemKind kind, Place place, Object... details) {
        return new Problem(kind, place, java.util.Arrays.stream(details).map(String::valueOf).toList());
    }

    public String code() {
        return kind.code();
    }

    public boolean isError() {
        return kind.severity() == ProblemKind.Severity.ERROR;
    }

    /** The sentence that a village clerk understands; Chinese unless the locale is English. */
    public String sentence(Locale locale) {
        Locale bundle = "en".equals(locale.getLanguage()) ? Locale.ENGLISH : Locale.ROOT;
        String pattern = ResourceBundle
                .getBundle("org.siji.formats.problems", bundle,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(kind.code());
        return new MessageFormat(pattern, Locale.ROOT).format(details.toArray());
    }
}
