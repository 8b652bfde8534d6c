/**
 * The eye on the work: what people report from the field and what became of it, what is checked of each operation, and inspections
 * of a sample that nobody can steer. Owns {@code trouble_report}, {@code supervision_term}, {@code checklist},
 * {@code checklist_item}, {@code inspection}, {@code inspection_population}, {@code inspection_sample} and
 * {@code inspection_result}. Publishes and hears nothing. Must not know how work is measured or paid: it hands a failed piece of work
 * to {@link org.siji.platform.verification.Reviewing} and a quarrel to {@link org.siji.platform.dispute.RaisedDisputes}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "calendar", "registry", "duty", "market",
        "work",
        "verification", "evidence", "dispute"})
package org.siji.platform.supervision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
