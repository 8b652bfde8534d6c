/**
 * The county's platform: a modular monolith, one package per module along the path from the parcel to the share. Public types of
 * a package are its API, everything else is package-private.
 */
@NullMarked
package org.siji.platform;

import org.jspecify.annotations.NullMarked;
