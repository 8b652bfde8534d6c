/**
 * Excel files (.xlsx) as the offices keep them: read with all that people do to them (titles above the head, columns in any order,
 * numbers as text, Chinese dates, full-width digits), written as plain tables. What is no such file, or one that would burst the
 * machine, is refused with a typed problem. Owns no table, publishes and hears nothing. Must not know what the rows mean.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "api")
package org.siji.platform.sheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
