/**
 * Inspections by sample: which work orders are looked at is drawn by a seed that was fixed and published before and that nobody could
 * choose (docs/decisions/007-inspection-samples.md); what is looked at stands in a checklist per operation; what was found in the field
 * passes or fails it. Owns {@code checklist}, {@code checklist_item}, {@code sampling_rule}, {@code inspection_plan},
 * {@code inspection_plan_number}, {@code inspection} and {@code inspection_value}. Publishes and hears nothing. Must not know money: what
 * follows from a failed inspection is decided by a person and done by verification or dispute.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "privacy", "calendar", "registry", "work",
        "verification",
        "evidence", "dispute"})
package org.siji.platform.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
