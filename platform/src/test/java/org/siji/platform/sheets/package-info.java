/** Excel files, by hand and by the library. */
@NullMarked
package org.siji.platform.sheets;

import org.jspecify.annotations.NullMarked;
