/**
 * What people are shown of the season's money: the statement of each household, the village's public notice with its deadline for
 * objections, and what became of them. Owns {@code public_notice} (its content is never changed) and {@code objection}. Publishes
 * {@link org.siji.platform.notice.NoticePublished}; hears nothing. Must not compute money: every figure is the settlement's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "verification", "settlement"})
package org.siji.platform.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
