package org.siji.platform.database;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

import org.jspecify.annotations.Nullable;

/** A start that can't succeed for a reason that the person at the keyboard can do something about. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the sentence stands in {@code startup.properties} under the name in lower case with hyphens. */
    public enum Reason {
        HOME_NOT_WRITABLE, ALREADY_RUNNING, DISK_FULL, PORT_TAKEN, BINARIES_MISSING, ROOT_REFUSED, POSTGRES_FAILED,
        DATA_VERSION, DATABASE_UNREACHABLE, DATABASE_TOO_OLD, MIGRATION_FAILED, OPTION_UNKNOWN, OPTION_VALUE,
        DEMO_TOO_SMALL, ROADS_UNUSABLE
    }

    private final Reason reason;
    private final String[] details;

    /** @param details the values that the sentence names, in its order */
    public StartupException(Reason reason, @Nullable Object... details) {
        super(reason.name());
        this.reason = reason;
        this.details = Arrays.stream(details).map(String::valueOf).toArray(String[]::new);
    }

    public Reason reason() {
        return reason;
    }

    /** The sentence to show; Chinese unless the locale is English. */
    public String sentence(Locale locale) {
        return sentence(locale, reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), (Object[]) details);
    }

    @Override
    public String getMessage() {
        return sentence(Locale.ENGLISH);
    }

    /** Any sentence of the start's message file. */
    public static String sentence(Locale locale, String key, Object... details) {
        Locale bundle = "en".equals(locale.getLanguage()) ? Locale.ENGLISH : Locale.ROOT;
        String pattern = ResourceBundle
                .getBundle("org.siji.platform.startup", bundle,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(details);
    }
}
