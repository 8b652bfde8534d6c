/**
 * ESRI shapefiles (ESRI white paper, July 1998) with their dBASE table, from a folder, a {@code .shp} path or a zip. Polygons
 * only. The {@code .shx} isn't needed: the {@code .shp} is read from front to back.
 */
@NullMarked
package org.siji.formats.shapefile;

import org.jspecify.annotations.NullMarked;
