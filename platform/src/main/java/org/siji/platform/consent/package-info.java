/**
 * How somebody said yes to what was entered for them: codes sent to the household's phone, witnesses, and the place where it was.
 * Owns {@code sms_code} and {@code consent}. Publishes and hears nothing. Must not know what was agreed to: the module that keeps the
 * record asks it to check and to keep how it was confirmed. Signatures, photos and recordings are {@code evidence}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "duty", "identity", "privacy", "registry"})
package org.siji.platform.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
