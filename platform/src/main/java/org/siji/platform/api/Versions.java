package org.siji.platform.api;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Two people edit one record: the second hears of the first instead of overwriting him. */
public final class Versions {

    private Versions() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * @param ifMatch the request's If-Match header
     * @throws ProblemException 428 when it is missing, 412 when the record has moved on
     */
    public static void require(@Nullable String ifMatch, long current) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(HttpStatus.PRECONDITION_REQUIRED, "precondition.required", "If-Match");
        }
        if (!ifMatch.equals(etag(current))) {
            throw ProblemException.of(HttpStatus.PRECONDITION_FAILED, "edit.conflict", "If-Match", ifMatch,
                    etag(current));
        }
    }
}
