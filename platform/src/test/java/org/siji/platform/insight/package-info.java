@NullMarked
package org.siji.platform.insight;

import org.jspecify.annotations.NullMarked;
