package org.siji.platform.qualification;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * A kind of paper.
 *
 * @param name       in Chinese
 * @param operations that may need it; empty: all
 * @param warnDays   before its end one is warned
 * @param source     law, or whoever decided that it is asked for
 * @param regionCode county that added it, null for the platform's own
 */
public record PaperKind(String code, String name, String nameEn, Holder holder, List<Operation> operations,
        int warnDays,
        String source, @Nullable String regionCode) {

    /** Whose paper it is: a PERSON works for the provider. */
    public enum Holder {
        PROVIDER, PERSON, MACHINE
    }

    /** In the language of the asker. */
    String said() {
        return LocaleContextHolder.getLocale().getLanguage().equals(Locale.ENGLISH.getLanguage()) ? nameEn : name;
    }
}
