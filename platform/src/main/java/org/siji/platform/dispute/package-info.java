/**
 * Disputes between household, provider and collective over a work order or a contract: up a ladder of group, village, township and
 * county, each with a deadline in working days; hearings, proposals, answers, and the outcome carried out by measuring again or by a
 * transaction of its own. Owns {@code dispute}, {@code dispute_step} (append-only) and {@code dispute_term}. Publishes and hears
 * nothing. Must not know how work is measured or how a bill is reckoned.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "calendar", "registry", "market", "work", "verification",
        "settlement"})
package org.siji.platform.dispute;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
