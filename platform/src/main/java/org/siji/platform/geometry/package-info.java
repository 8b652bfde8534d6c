/** Geometry at rest (WKB and a box to find it by) and on the wire (GeoJSON). Owns no table and knows no other module. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.siji.platform.geometry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
