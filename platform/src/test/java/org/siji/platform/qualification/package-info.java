@NullMarked
package org.siji.platform.qualification;

import org.jspecify.annotations.NullMarked;
