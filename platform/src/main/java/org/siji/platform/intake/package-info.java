/**
 * What group leaders write on their phones, often without a network: each entry carries the id that the phone gave it, is taken
 * exactly once, in a transaction of its own, and is remembered with its answer; one that meets another person's change or a rule is
 * kept beside it until somebody decides. Also all that a leader's phone needs for a day without a network. Owns
 * {@code intake_entry}, {@code intake_other_body} and {@code intake_settlement}. Publishes and hears nothing. Must not know the rules
 * of what is entered: the modules behind the entries do.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "consent", "demand", "duty", "evidence", "identity", "registry"})
package org.siji.platform.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
