/**
 * Where the data lives: the home folder {@code .siji/} with its lock and secrets, the bundled PostgreSQL server or the existing one
 * that {@code SIJI_DB_URL} names, and the migrations that all modules share (role {@code siji_app}, extensions).
 * Owns no table. Publishes and hears no events; knows no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package org.siji.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
