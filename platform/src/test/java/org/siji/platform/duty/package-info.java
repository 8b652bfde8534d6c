@NullMarked
package org.siji.platform.duty;

import org.jspecify.annotations.NullMarked;
