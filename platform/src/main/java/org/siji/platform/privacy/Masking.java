package org.siji.platform.privacy;

import org.jspecify.annotations.Nullable;

/** What is shown of personal data to those who need not see all of it. */
public final class Masking {

    private Masking() {}

    /** 王小明 becomes 王**. */
    public static String name(String name) {
        int first = name.offsetByCodePoints(0, name.isEmpty() ? 0 : 1);
        return name.substring(0, first) + "*".repeat(Math.max(1, name.codePointCount(first, name.length())));
    }

    /** 13812345678 becomes 138****5678. */
    public static @Nullable String phone(@Nullable String phone) {
        return middle(phone, 3, 4);
    }

    /** The first six (region) and the last two characters stay. */
    public static @Nullable String idNumber(@Nullable String idNumber) {
        return middle(idNumber, 6, 2);
    }

    private static @Nullable String middle(@Nullable String text, int head, int tail) {
        if (text == null) {
            return null;
        }
        int hidden = text.length() - head - tail;
        return hidden <= 0
                ? "*".repeat(text.length())
                : text.substring(0, head) + "*".repeat(hidden) + text.substring(text.length() - tail);
    }
}
