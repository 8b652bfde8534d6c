/**
 * What people own together: collective-owned entities (land-share cooperatives, machinery cooperatives, plant-protection teams),
 * who holds which shares in them since when and why, votes, income and cost, and dividends from the surplus to the fen. Owns
 * {@code entity}, {@code share_class}, {@code shareholder}, {@code share_holding}, {@code share_movement}, {@code vote},
 * {@code ballot}, {@code entity_booking}, {@code dividend}, {@code dividend_line}, {@code held_release}, {@code payment_list},
 * {@code payment_list_line}, {@code contribution_rule}, {@code entity_land}, {@code entity_block}, {@code entity_provider} and
 * {@code held_release_part}. Publishes nothing; hears {@code ContractSettled}: an entity that works for others gets what its
 * provider's account got. Must not know how land is worked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "registry", "market", "settlement", "sheets"})
package org.siji.platform.shares;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
