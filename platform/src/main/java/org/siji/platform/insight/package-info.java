/**
 * What people look at to see how the season stands: the map with its vector tiles, the season board, the figures for planning. Owns
 * {@code map_field}, {@code map_station}, {@code map_provider_field}, {@code planning_village}, {@code planning_operation},
 * {@code planning_week} and {@code planning_mark}, all of which can be made again from what others own. Hears the events of all
 * stations; publishes nothing and writes nothing that others own. Planning figures are added up from the tables of others, read only,
 * village by village after something happened there. Nobody depends on it.
 */
@NullMarked
package org.siji.platform.insight;

import org.jspecify.annotations.NullMarked;
