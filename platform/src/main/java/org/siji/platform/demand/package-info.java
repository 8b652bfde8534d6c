/**
 * What people want done on their fields (needs), and needs of neighbouring fields joined until they are worth a machine's trip
 * (bundles). Owns {@code need}, {@code need_event}, {@code bundle}, {@code bundle_need}, {@code bundle_event},
 * {@code bundle_objection}, {@code need_withdrawal}, {@code need_file}, {@code need_file_row} and {@code need_sheet}. Publishes
 * {@link NeedsEntered}, {@link NeedWithdrawing}, {@link NeedCancelled}, {@link NeedWithdrawalAsked}, {@link NeedLeftBundle}, {@link BundleClosed} and
 * {@link BundleDissolved}; hears nothing. Must not know what a bundle costs or who works it: whoever has built on a bundle refuses its
 * dissolution, and that a need leaves it, by throwing from his listener.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "consent", "duty", "evidence", "geometry", "identity", "privacy",
        "registry",
        "sheets"})
package org.siji.platform.demand;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
