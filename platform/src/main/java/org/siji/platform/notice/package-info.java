/**
 * What people are shown of money and land: the statement of each household, and public notices of everything that is decided, with
 * their deadline for objections and what became of them. Modules that decide tell what they decided by a
 * {@link org.siji.platform.api.NoticeSubject} and ask the {@link org.siji.platform.api.NoticeGate} before they carry it out. Owns
 * {@code public_notice} (its content is never changed), {@code objection} and {@code notice_rule}. Publishes
 * {@link org.siji.platform.notice.NoticePublished}; hears nothing. Must not compute money: every figure is another module's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "verification", "settlement", "calendar",
        "duty",
        "evidence", "shares"})
package org.siji.platform.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
