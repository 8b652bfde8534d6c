@NullMarked
package org.siji.platform.supervision;

import org.jspecify.annotations.NullMarked;
