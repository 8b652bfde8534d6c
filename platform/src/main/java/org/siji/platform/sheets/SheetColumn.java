package org.siji.platform.sheets;

import java.util.List;

/**
 * A column that a reader looks for.
 *
 * @param key      what the program calls it
 * @param required a sheet without it is not the one that is looked for
 * @param names    what people call it; units in brackets behind it, spaces and full-width letters don't matter
 */
public record SheetColumn(String key, boolean required, List<String> names) {

    public static SheetColumn required(String key, String... names) {
        return new SheetColumn(key, true, List.of(names));
    }

    public static SheetColumn optional(String key, String... names) {
        return new SheetColumn(key, false, List.of(names));
    }

    boolean isCalled(String head) {
        return names.stream().anyMatch(name -> SheetText.head(name).equals(head));
    }

    /** The name of an Excel column: 0 is A, 26 is AA. */
    public static String letters(int index) {
        StringBuilder letters = new StringBuilder();
        for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
