@NullMarked
package org.siji.platform.season;

import org.jspecify.annotations.NullMarked;
