package org.siji.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The words behind the keys in the records: operations, reasons, the fund's name; and the lists that names are made of. */
public final class SampleWords {

    private static final Properties NAMES = load("names.properties");
    private static final Properties CHINESE = load("sample.properties");
    private static final Properties ENGLISH = load("sample_en.properties");

    private SampleWords() {}

    /**
     * Chinese unless the locale is English.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public static String getText(String key, Locale locale) {
        return get("en".equals(locale.getLanguage()) ? ENGLISH : CHINESE, key);
    }

    static List<String> listNames(String key) {
        return List.of(get(NAMES, key).split(" "));
    }

    private static String get(Properties words, String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no word for " + key);
        }
        return text;
    }

    private static Properties load(String file) {
        Properties properties = new Properties();
        try (InputStream in = SampleWords.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
