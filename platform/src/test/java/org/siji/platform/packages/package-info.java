@NullMarked
package org.siji.platform.packages;

import org.jspecify.annotations.NullMarked;
