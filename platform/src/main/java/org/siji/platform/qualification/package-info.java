/**
 * What providers may do: their papers with validity, who inspected them when and with what result, what a county requires for which
 * operation from which day on, what offices ask for, and the code that shows a provider to everybody. Owns {@code paper_kind},
 * {@code paper_requirement}, {@code provider_paper}, {@code paper_inspection}, {@code paper_request} and {@code provider_code}.
 * Publishes and hears nothing. Keeps the market from contracts whose papers don't last ({@code market.ProviderPapers}). Must not know
 * how providers are ranked or how they have worked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "privacy", "registry", "market", "fleet", "evidence"})
package org.siji.platform.qualification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
