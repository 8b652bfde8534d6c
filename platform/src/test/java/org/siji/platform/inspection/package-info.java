@NullMarked
package org.siji.platform.inspection;

import org.jspecify.annotations.NullMarked;
