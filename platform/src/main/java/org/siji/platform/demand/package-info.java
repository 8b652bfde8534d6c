/**
 * What people want done on their fields (needs), and needs of neighbouring fields joined until they are worth a machine's trip
 * (bundles). Owns {@code need}, {@code need_event}, {@code bundle}, {@code bundle_need} and {@code bundle_event}. Publishes {@link NeedsEntered},
 * {@link NeedCancelled}, {@link BundleClosed} and {@link BundleDissolved}; hears nothing. Must not know what a bundle costs or who works
 * it: whoever has built on a bundle refuses its dissolution by throwing from his listener of {@link BundleDissolved}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "duty", "evidence", "geometry", "identity", "registry"})
package org.siji.platform.demand;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
