/** What integration tests of all modules share: the application on a real database. */
@NullMarked
package org.siji.platform.support;

import org.jspecify.annotations.NullMarked;
