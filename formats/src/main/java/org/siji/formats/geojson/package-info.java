/** GeoJSON (RFC 7946): polygons with properties in, geometries out. Streaming, so that a county's file fits. */
@NullMarked
package org.siji.formats.geojson;

import org.jspecify.annotations.NullMarked;
