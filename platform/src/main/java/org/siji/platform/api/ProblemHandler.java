package org.siji.platform.api;

import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Every error leaves as an RFC 9457 problem document with a stable {@code code} and all {@code problems} at once. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** SQLSTATE classes and codes of PostgreSQL (appendix A of its manual). */
    private static final String INSUFFICIENT_RESOURCES = "53";
    private static final String DISK_FULL = "53100";
    private static final String RETRY_SECONDS = "10";

    private final Sentences sentences;

    ProblemHandler(Sentences sentences) {
        this.sentences = sentences;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(document(e.status(), e.code(), e.violations()));
    }

    /** A rule that the database keeps: the constraint's name is the problem's code. */
    @ExceptionHandler({DataIntegrityViolationException.class, TransactionSystemException.class})
    ResponseEntity<ProblemDetail> constraint(Exception e) {
        String constraint = constraintOf(e);
        if (constraint == null) {
            return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException
                    && e instanceof TransactionSystemException ? databaseUnavailable(e) : unexpected(e);
        }
        String code = "constraint." + constraint;
        if (!sentences.has(code)) {
            LOG.warn("constraint {} has no sentence of its own", constraint, e);
            code = "conflict";
        }
        return answer(document(HttpStatus.CONFLICT, code, List.of(Violation.of(code, ""))));
    }

    /** Two requests waited for each other, and the database ended one of them: nothing is stored, trying again helps. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(ConcurrencyFailureException e) {
        LOG.info("gave way to another request: {}", e.getMessage());
        return answer(document(HttpStatus.CONFLICT, "busy", List.of(Violation.of("busy", ""))));
    }

    /** No connection, or the database itself is out of disk or memory: nothing is stored, and it may work again by itself. */
    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class,
            UncategorizedSQLException.class})
    ResponseEntity<ProblemDetail> databaseUnavailable(Exception e) {
        String state = NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                ? String.valueOf(sql.getSQLState())
                : "";
        if (e instanceof UncategorizedSQLException && !state.startsWith(INSUFFICIENT_RESOURCES)) {
            return unexpected(e);
        }
        LOG.error("the database can't work: {}", NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        String code = state.equals(DISK_FULL) ? "database.full" : "database.unavailable";
        ProblemDetail document = document(HttpStatus.SERVICE_UNAVAILABLE, code, List.of(Violation.of(code, "")));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noUpload(MultipartException e) {
        return answer(
                document(HttpStatus.BAD_REQUEST, "request.upload", List.of(Violation.of("request.upload", "file"))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e) {
        return answer(document(HttpStatus.BAD_REQUEST, "request.value",
                List.of(Violation.of("request.value", e.getName(), String.valueOf(e.getValue())))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        LOG.error("unexpected", e);
        return answer(document(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected",
                List.of(Violation.of("unexpected", ""))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = "";
        if (e.getCause() instanceof DatabindException databind) {
            path = pathOf(databind);
        } else if (e.getCause() instanceof JacksonException json && json.getLocation() != null) {
            path = "line " + json.getLocation().getLineNr();
        }
        ProblemDetail document = document(HttpStatus.BAD_REQUEST, "request.unreadable",
                List.of(Violation.of("request.unreadable", path, path)));
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
    }

    /** What Spring itself refuses (wrong method, missing parameter, too large...) gets the same shape. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            LOG.error("unexpected", e);
            ProblemDetail document = document(status, "unexpected", List.of(Violation.of("unexpected", "")));
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
        }
        String detail = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : status.toString();
        ProblemDetail document = document(status, "request", List.of(Violation.of("request", "", detail)));
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }

    private static String pathOf(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference part : e.getPath()) {
            if (part.getPropertyName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getPropertyName());
            }
        }
        return path.toString();
    }

    private static @Nullable String constraintOf(Exception e) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            return message == null ? null : message.getConstraint();
        }
        return null;
    }

    private ProblemDetail document(HttpStatusCode status, String code, List<Violation> violations) {
        ProblemDetail document = ProblemDetail.forStatus(status);
        document.setType(URI.create("urn:siji:problem:" + code));
        document.setTitle(
                sentences.say(code, violations.isEmpty() ? new Object[0] : violations.getFirst().args().toArray()));
        document.setDetail(violations.isEmpty() ? document.getTitle() : sentences.say(violations.getFirst()));
        document.setProperty("code", code);
        document.setProperty("problems", violations.stream().map(violation -> Map.of("code", violation.code(), "path",
                violation.path(), "message", sentences.say(violation), "args", violation.args())).toList());
        return document;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail document) {
        return ResponseEntity.status(document.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }
}
