/**
 * What all modules' REST resources have in common: problems with all errors at once, one transaction per write, idempotency
 * keys, versions of edited records, pages of lists, the words for operations and stations. Owns the table
 * {@code idempotency_key}. Knows no other module.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.siji.platform.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
