package org.siji.platform.api;

import java.util.List;

/**
 * One thing wrong with a request.
 *
 * @param code stable; the sentence stands in the message files under it
 * @param path of the offending field, {@code prices[2].fenPerMu}; empty when the whole request is meant
 * @param args values that the sentence names
 */
public record Violation(String code, String path, List<Object> args) {

    public static Violation of(String code, String path, Object... args) {
        return new Violation(code, path, List.of(args));
    }
}
