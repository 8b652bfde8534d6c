/**
 * Photos, drawn signatures, spoken words and papers that stand behind a record: kept encrypted with their SHA-256, who brought them,
 * when and where; never changed. Owns {@code evidence}. Publishes and hears nothing. Must not know what the records are: a module that
 * wants evidence for its records says by an {@link org.siji.platform.evidence.EvidenceSubject} who may see and add to them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy"})
package org.siji.platform.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
