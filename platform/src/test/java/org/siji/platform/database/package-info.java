/** The bundled server and the migrations, on the real thing. */
@NullMarked
package org.siji.platform.database;

import org.jspecify.annotations.NullMarked;
