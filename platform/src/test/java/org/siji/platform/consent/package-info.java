@NullMarked
package org.siji.platform.consent;

import org.jspecify.annotations.NullMarked;
