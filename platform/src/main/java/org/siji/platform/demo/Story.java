package org.siji.platform.demo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What happened beside the stations, told in a line each and kept as figures, for the summary.
 *
 * @see DemoRunner
 */
final class Story {

    private static final String FEN = "Fen";

    private final Progress progress;
    private final Map<String, Map<String, Object>> parts = new LinkedHashMap<>();

    Story(Progress progress) {
        this.progress = progress;
    }

    /**
     * @param part    its sentence stands in the message files as {@code demo.part.PART}, with the figures in their order
     * @param figures names and values in turn; one whose name ends with Fen is an amount in fen, and is said in yuan
     */
    void tell(String part, Object... figures) {
        Map<String, Object> kept = new LinkedHashMap<>();
        Object[] said = new Object[figures.length / 2];
        for (int i = 0; i < said.length; i++) {
            String name = String.valueOf(figures[2 * i]);
            Object value = figures[2 * i + 1];
            kept.put(name, value);
            said[i] = name.endsWith(FEN) && value instanceof Number fen
                    ? String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(fen.longValue(), 2))
                    : String.valueOf(value);
        }
        parts.put(part, kept);
        progress.say("demo.part." + part, said);
    }

    /** By part, in the order in which they were told. */
    Map<String, Map<String, Object>> parts() {
        return parts;
    }
}
