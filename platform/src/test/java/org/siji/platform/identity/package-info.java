@NullMarked
package org.siji.platform.identity;

import org.jspecify.annotations.NullMarked;
