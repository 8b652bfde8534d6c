@NullMarked
package org.siji.platform.intake;

import org.jspecify.annotations.NullMarked;
