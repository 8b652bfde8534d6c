@NullMarked
package org.siji.platform.registry;

import org.jspecify.annotations.NullMarked;
