/**
 * From rows of a map file to parcels: which attribute is the code, which unit an area is in, and what is wrong with a row as
 * a parcel. Attribute names are those of the parcel layer DK of NY/T 2539.
 */
@NullMarked
package org.siji.formats.parcels;

import org.jspecify.annotations.NullMarked;
