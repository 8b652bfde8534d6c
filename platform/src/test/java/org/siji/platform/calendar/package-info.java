@NullMarked
package org.siji.platform.calendar;

import org.jspecify.annotations.NullMarked;
