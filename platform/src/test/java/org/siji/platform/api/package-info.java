/** What all resources have in common. */
@NullMarked
package org.siji.platform.api;

import org.jspecify.annotations.NullMarked;
