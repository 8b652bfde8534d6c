/** The command line over kernels and formats. Starts in well under a second, so no framework and no reflection beyond picocli's. */
@NullMarked
package org.siji.cli;

import org.jspecify.annotations.NullMarked;
