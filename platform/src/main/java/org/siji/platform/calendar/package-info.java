/**
 * Which days are worked in China, for deadlines in working days. The holidays are data: {@code calendar/holidays-cn.csv} names its
 * source line by line. Owns no table and knows no other module.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.siji.platform.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
