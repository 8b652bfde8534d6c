/** How the pages are served. */
@NullMarked
package org.siji.platform.pages;

import org.jspecify.annotations.NullMarked;
