package org.siji.platform.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * One transaction per write request: a request that is answered with a problem leaves nothing behind, and deferred rules (the
 * ledger's balance) are checked before the answer goes out.
 *
 * <p>With an {@code Idempotency-Key} the answer is kept in the same transaction: a second submit of the same form gets the first
 * one's answer, a concurrent one waits for it on the unique index, and the same key with another content is refused.
 */
@Component
@Order(RequestTransactionFilter.ORDER)
class RequestTransactionFilter extends OncePerRequestFilter {

    /** Behind Spring Security (-100), so that the user is known. */
    static final int ORDER = 0;

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int MAX_KEY_LENGTH = 200;
    private static final int FIRST_REFUSAL = 300;

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final HandlerExceptionResolver problems;
    private final Set<String> own;

    RequestTransactionFilter(PlatformTransactionManager transactionManager, JdbcClient jdbc,
            HandlerExceptionResolver handlerExceptionResolver, ObjectProvider<OwnTransactions> own) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.jdbc = jdbc;
        this.problems = handlerExceptionResolver;
        this.own = own.stream().map(OwnTransactions::path).collect(Collectors.toSet());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WRITES.contains(request.getMethod()) || !request.getRequestURI().startsWith("/api/")
                || own.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper buffered = new ContentCachingResponseWrapper(response);
        try {
            transactions.executeWithoutResult(status -> run(request, buffered, chain, status));
        } catch (RuntimeException e) {
            buffered.reset();
            if (problems.resolveException(request, buffered, null, unwrap(e)) == null) {
                throw e;
            }
        }
        buffered.copyBodyToResponse();
    }

    private void run(HttpServletRequest request, ContentCachingResponseWrapper response, FilterChain chain,
            TransactionStatus status) {
        try {
            String key = request.getHeader("Idempotency-Key");
            if (key == null) {
                chain.doFilter(request, response);
            } else {
                runOnce(key, new RepeatableRequest(request), response, chain);
            }
            if (response.getStatus() >= FIRST_REFUSAL) {
                status.setRollbackOnly();
            }
        } catch (IOException | ServletException e) {
            throw new ChainFailure(e);
        }
    }

    private void runOnce(String key, RepeatableRequest request, ContentCachingResponseWrapper response,
            FilterChain chain) throws IOException, ServletException {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw ProblemException.badRequest("idempotency.key", "Idempotency-Key", MAX_KEY_LENGTH);
        }
        String user = request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
        String hash = hash(request);
        int inserted = jdbc.sql("""
                insert into idempotency_key (user_name, key, request_hash) values (:user, :key, :hash)
                on conflict do nothing""").param("user", user).param("key", key).param("hash", hash).update();
        if (inserted == 0) {
            replay(user, key, hash, response);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() >= FIRST_REFUSAL) {
            return; // Rolled back with the key; and a transaction that the database has ended takes no further statement.
        }
        jdbc.sql("""
                update idempotency_key set status = :status, content_type = :type, body = :body
                where user_name = :user and key = :key""").param("status", response.getStatus())
                .param("type", response.getContentType()).param("body", response.getContentAsByteArray())
                .param("user", user).param("key", key).update();
    }

    private record Kept(String requestHash, int status, @Nullable String contentType, byte[] body) {}

    private void replay(String user, String key, String hash, HttpServletResponse response) throws IOException {
        Kept kept = jdbc.sql("""
                select request_hash, status, content_type, body from idempotency_key
                where user_name = :user and key = :key""").param("user", user).param("key", key).query(Kept.class)
                .single();
        if (!kept.requestHash().equals(hash)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency.reused", "Idempotency-Key", key);
        }
        response.setStatus(kept.status());
        if (kept.contentType() != null) {
            response.setContentType(kept.contentType());
        }
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(kept.body());
    }

    private static String hash(RepeatableRequest request) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + " "
                    + request.getContentLengthLong()).getBytes(StandardCharsets.UTF_8));
            digest.update(request.body());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Exception unwrap(RuntimeException e) {
        return e instanceof ChainFailure failure ? failure.checked() : e;
    }

    /** Carries a checked exception out of the transaction, so that it rolls back. */
    private static final class ChainFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ChainFailure(Exception cause) {
            super(cause);
        }

        Exception checked() {
            return getCause() instanceof Exception exception ? exception : this;
        }
    }
}
