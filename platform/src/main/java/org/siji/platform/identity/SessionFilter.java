package org.siji.platform.identity;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Finds out who is asking: by the browser's cookie, or by a bearer token (machines, command line). */
class SessionFilter extends OncePerRequestFilter {

    static final String COOKIE = "siji_session";

    private static final String BEARER = "Bearer ";

    private final Users users;
    private final HandlerExceptionResolver problems;

    SessionFilter(Users users, HandlerExceptionResolver problems) {
        this.users = users;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = token(request);
        Optional<CurrentUser> user;
        try {
            user = token == null ? Optional.empty() : users.findByToken(token);
        } catch (DataAccessException e) {
            // No controller has been reached yet, but the answer is to be a problem document all the same.
            problems.resolveException(request, response, null, e);
            return;
        }
        if (user.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(user.get(), "",
                    List.of(new SimpleGrantedAuthority("ROLE_" + user.get().role().name()))));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : cookie(request);
    }

    static boolean isByCookie(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return (header == null || !header.startsWith(BEARER)) && cookie(request) != null;
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
