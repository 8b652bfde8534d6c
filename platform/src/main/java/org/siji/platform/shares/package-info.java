/**
 * What people own together: collective-owned entities (land-share cooperatives, machinery cooperatives, plant-protection teams),
 * who holds which shares in them since when and why, votes, income and cost, and dividends from the surplus to the fen. Owns
 * {@code entity}, {@code share_class}, {@code shareholder}, {@code share_holding}, {@code share_movement}, {@code vote},
 * {@code ballot}, {@code entity_booking}, {@code dividend}, {@code dividend_line}, {@code held_release}, {@code payment_list} and
 * {@code payment_list_line}. Publishes and hears nothing. Must not know how land is worked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "registry", "settlement", "sheets"})
package org.siji.platform.shares;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
