package org.siji.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences of the command line, in the language that {@link Siji} has set. */
final class Messages {

    static final String BUNDLE = "org.siji.cli.messages";

    private final ResourceBundle bundle;

    Messages() {
        this(Locale.getDefault());
    }

    Messages(Locale locale) {
        // The Chinese file is the one without a language in its name; the JVM's own locale must not come in between.
        bundle = ResourceBundle.getBundle(BUNDLE, locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String get(String key, Object... details) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(details);
    }
}
