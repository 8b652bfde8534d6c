/**
 * What every reader of map features returns, whatever the format: rows with their polygon in longitude/latitude, and all
 * problems at once. Polygons are checked here, the same way for each format.
 */
@NullMarked
package org.siji.formats.features;

import org.jspecify.annotations.NullMarked;
