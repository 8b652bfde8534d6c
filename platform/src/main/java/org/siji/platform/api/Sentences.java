package org.siji.platform.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The sentences that people read, one message file per module under {@code messages/}: Chinese in {@code NAME.properties},
 * English in {@code NAME_en.properties}. Patterns are {@link java.text.MessageFormat}s: double a single quote.
 */
@Component
public class Sentences {

    /** What is wrong with an imported file is said by the readers themselves. */
    private static final String FORMATS = "org/siji/formats/problems";

    private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

    public Sentences() throws IOException {
        source.setBasenames(Arrays
                .stream(new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties"))
                .map(resource -> "messages/" + resource.getFilename())
                .filter(name -> !name.endsWith("_en.properties"))
                .map(name -> name.substring(0, name.length() - ".properties".length())).toArray(String[]::new));
        source.addBasenames(FORMATS);
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
    }

    /** In the language of the current request: Chinese unless it asks for English. */
    public String say(String code, Object... args) {
        return say(LocaleContextHolder.getLocale(), code, args);
    }

    public String say(Locale locale, String code, Object... args) {
        // Numbers and ids come as they are: no grouping commas inside a parcel code.
        Object[] plain = Arrays.stream(args)
                .map(arg -> arg instanceof Enum<?> name ? nameOf(locale, name) : String.valueOf(arg)).toArray();
        return Objects.requireNonNullElse(source.getMessage(code, plain, code, locale), code);
    }

    public String say(Violation violation) {
        return say(violation.code(), violation.args().toArray());
    }

    public boolean has(String code) {
        return source.getMessage(code, null, null, Locale.ROOT) != null;
    }

    /** {@code Operation.HARVEST} is 收割: looked up as {@code operation.HARVEST}, else its own name. */
    private String nameOf(Locale locale, Enum<?> value) {
        String type = value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT);
        return Objects.requireNonNullElse(source.getMessage(type + "." + value.name(), null, value.name(), locale),
                value.name());
    }
}
