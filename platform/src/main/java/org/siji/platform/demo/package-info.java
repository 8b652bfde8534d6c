/**
 * The sample county and its season, played through the platform's own HTTP interface. Owns no tables; hears no events.
 */
@NullMarked
package org.siji.platform.demo;

import org.jspecify.annotations.NullMarked;
