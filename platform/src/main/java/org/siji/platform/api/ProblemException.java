package org.siji.platform.api;

import java.util.List;

import org.springframework.http.HttpStatus;

/** A request that can't be done, with everything that is wrong about it. Becomes an RFC 9457 problem document. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<Violation> violations;

    public ProblemException(HttpStatus status, String code, List<Violation> violations) {
        super(code + " " + violations);
        this.status = status;
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** A problem of a single kind, whose code is also the document's. */
    public static ProblemException of(HttpStatus status, String code, String path, Object... args) {
        return new ProblemException(status, code, List.of(Violation.of(code, path, args)));
    }

    public static ProblemException badRequest(String code, String path, Object... args) {
        return of(HttpStatus.BAD_REQUEST, code, path, args);
    }

    /** Also the answer for what lies outside the asker's scope: its existence is not given away. */
    public static ProblemException notFound(String what, Object id) {
        return of(HttpStatus.NOT_FOUND, "not-found", "", what, String.valueOf(id));
    }

    /** The record is not in a state in which this can be done. */
    public static ProblemException conflict(String code, String path, Object... args) {
        return of(HttpStatus.CONFLICT, code, path, args);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }
}
