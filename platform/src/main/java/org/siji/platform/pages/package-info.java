/**
 * Serves the built pages of {@code web/}. Owns no tables, hears no events, holds no data: everything that a page shows it asks of the
 * API.
 */
@NullMarked
package org.siji.platform.pages;

import org.jspecify.annotations.NullMarked;
