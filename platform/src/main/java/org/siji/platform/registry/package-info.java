/**
 * Who lives and farms where, which land there is, and who holds it: regions, households and their members, cultivators, parcels
 * and fields, tenure in exact shares, transfers, imports of parcels with their problems. A parcel is land as a right, a field is
 * land as it is worked; a household holds, a cultivator farms.
 *
 * <p>Owns {@code region}, {@code household}, {@code household_version}, {@code household_member}, {@code cultivator},
 * {@code parcel}, {@code parcel_version}, {@code parcel_import}, {@code tenure}, {@code transfer}, {@code field},
 * {@code field_version}, {@code field_parcel}, {@code field_cultivator}. Publishes {@link org.siji.platform.registry.FieldsChanged}
 * and {@link org.siji.platform.registry.ParcelsImported}; hears nothing. Must not know what is done on a field: needs, contracts,
 * measured work and money. Hence a provider, whose scope are its work orders, gets the fields from those and may not ask here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "geometry", "privacy", "identity"})
package org.siji.platform.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
