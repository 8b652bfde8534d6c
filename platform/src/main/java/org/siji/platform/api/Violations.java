package org.siji.platform.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Collects everything wrong with a request, so that a clerk hears it all at once. */
public final class Violations {

    private final List<Violation> found = new ArrayList<>();

    private Violations() {}

    public static Violations collect() {
        return new Violations();
    }

    public Violations add(String code, String path, Object... args) {
        found.add(Violation.of(code, path, args));
        return this;
    }

    public Violations addAll(Collection<Violation> others) {
        found.addAll(others);
        return this;
    }

    /** Notes a violation unless the condition holds. */
    public Violations require(boolean condition, String code, String path, Object... args) {
        return condition ? this : add(code, path, args);
    }

    /** Notes {@code required} for a missing or blank value. */
    public Violations requireValue(@Nullable Object value, String path) {
        return require(value != null && !(value instanceof String text && text.isBlank()), "required", path);
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public List<Violation> list() {
        return List.copyOf(found);
    }

    /** @throws ProblemException 422 with all that was found */
    public void throwIfAny() {
        if (any()) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", found);
        }
    }
}
