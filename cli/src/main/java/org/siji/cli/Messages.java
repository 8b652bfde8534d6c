package org.siji.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences of the command line, in the language that {@link Siji} has set. */
final class Messages {

    static final String BUNDLE = "org.siji.cli.messages";

    private final ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE);

    String get(String key, Object... details) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(details);
    }
}
