/**
 * Who is given a closed bundle, and why: providers ranked for it, direct awards below the county's limit, tenders with sealed offers
 * that two people open together, the published choice with objections to it, and free capacity that providers offer. Owns
 * {@code award_limit}, {@code tender} with {@code tender_number}, {@code tender_event}, {@code tender_invitation},
 * {@code tender_offer} and {@code tender_opening}, {@code award}, {@code award_objection} and {@code capacity}. Publishes nothing; hears
 * {@code BundleDissolved} and {@code NeedLeftBundle} (and refuses them while a tender runs). Must not write contracts: it asks the market to draft them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "registry", "demand", "market", "fleet",
        "qualification",
        "work", "verification"})
package org.siji.platform.tender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
