/**
 * The county's platform: a modular monolith, one package per module along the path from the parcel to the share. Public types of
 * a package are its API, everything else is package-private. This package only starts it: reads the command line, opens the home
 * folder and the database, hands over to Spring, and says in plain words why a start can't succeed.
 */
@NullMarked
package org.siji.platform;

import org.jspecify.annotations.NullMarked;
