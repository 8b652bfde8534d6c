/**
 * Who looks after which households of a village, and how far he has come: duty areas of group leaders, and what they found at each
 * household. Owns {@code duty_area}, {@code duty_area_leader}, {@code duty_area_household}, {@code duty_move},
 * {@code duty_mark} and {@code duty_standing}. Publishes and hears
 * nothing: whoever lets a leader act for a household asks {@link org.siji.platform.duty.DutyAreas}. Must not know what is done on a
 * field.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "identity", "registry"})
package org.siji.platform.duty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
