/** Rents, trusteeships and the land register. */
@NullMarked
package org.siji.platform.tenancy;

import org.jspecify.annotations.NullMarked;
