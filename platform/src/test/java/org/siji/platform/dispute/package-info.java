@NullMarked
package org.siji.platform.dispute;

import org.jspecify.annotations.NullMarked;
