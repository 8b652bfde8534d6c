package org.siji.platform.identity;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to its resource only if the resource says that the role may: what says nothing is closed. */
class AccessInterceptor implements HandlerInterceptor {

    /** No page of another site can set a header: with it, a cookie was not sent behind the user's back. */
    static final String SAME_SITE_HEADER = "X-Siji-Request";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    static @Nullable CurrentUser currentUser() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof CurrentUser user ? user : null;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || !request.getRequestURI().startsWith("/api/v1/")) {
            return true;
        }
        if (!READS.contains(request.getMethod()) && SessionFilter.isByCookie(request)
                && request.getHeader(SAME_SITE_HEADER) == null) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "access.cross-site", SAME_SITE_HEADER);
        }
        if (method.hasMethodAnnotation(Public.class)) {
            return true;
        }
        CurrentUser user = currentUser();
        if (user == null) {
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "access.login", "");
        }
        Allowed allowed = method.getMethodAnnotation(Allowed.class);
        if (allowed == null || !Set.of(allowed.value()).contains(user.role())) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "access.role", "");
        }
        if (user.mustChangePassword() && !method.getBeanType().equals(SessionController.class)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "access.change-password", "");
        }
        return true;
    }
}
