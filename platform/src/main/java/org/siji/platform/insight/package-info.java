/**
 * What people look at to see how the season stands: the map with its vector tiles, the season board. Owns {@code map_field},
 * {@code map_station} and {@code map_provider_field}, all of which can be made again from what others own. Hears the events of all
 * stations; publishes nothing and writes nothing that others own. Planning figures are added up from the tables of others, read only.
 * Nobody depends on it.
 */
@NullMarked
package org.siji.platform.insight;

import org.jspecify.annotations.NullMarked;
