@NullMarked
package org.siji.platform.tender;

import org.jspecify.annotations.NullMarked;
