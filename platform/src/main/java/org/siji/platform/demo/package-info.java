/**
 * The sample county and its season, played through the platform's own HTTP interface by people with ordinary logins: what the
 * demo can do, everybody can. Owns no tables; hears no events; of the other modules it knows only {@code identity}, for the first
 * administrator of an empty installation.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "database"})
package org.siji.platform.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
