/** Starting and stopping the server. */
@NullMarked
package org.siji.platform;

import org.jspecify.annotations.NullMarked;
