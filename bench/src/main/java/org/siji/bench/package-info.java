/** Benchmarks of the whole, over a server in a process of its own. A client of the platform: nothing depends on it. */
@NullMarked
package org.siji.bench;

import org.jspecify.annotations.NullMarked;
