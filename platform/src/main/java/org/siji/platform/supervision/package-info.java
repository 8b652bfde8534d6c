/**
 * What people report from the field and what became of it; and the board of each contract, with what is late. Owns {@code trouble_report} and {@code supervision_term}. Publishes and
 * hears nothing. Must not know how work is measured or paid: it hands a quarrel to
 * {@link org.siji.platform.dispute.RaisedDisputes}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "calendar", "registry", "duty", "market", "work",
        "verification", "evidence", "dispute", "inspection"})
package org.siji.platform.supervision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
