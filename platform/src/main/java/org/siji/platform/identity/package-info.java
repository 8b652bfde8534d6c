/**
 * Who is asking, and what he may see: users, roles, scopes, sessions, audit trail, and the keys with which accounts sign
 * ({@link SigningKeys}). Owns {@code app_user}, {@code session}, {@code login_failure}, {@code signing_key} and {@code audit_entry}. Must not know what the resources hold that it guards.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "privacy", "database"})
package org.siji.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
