package org.siji.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.siji.dispatch.SolveLimits;

/** What {@code siji dispatch} does with a problem, whether of a farm or of a benchmark. */
interface DispatchWork {

    /** Reports what is wrong with the file; false when nothing can be done with it. */
    boolean read(Path problem) throws IOException;

    /** To check it or to begin with it. */
    boolean readPlan(Path plan) throws IOException;

    /** Prints the verdict on the plan that was read; true when it is sound. */
    boolean check();

    /** The cost, as the last line shows it. */
    String solve(SolveLimits limits, DispatchProgress progress);

    int undone();

    /** The plan found, as a file. */
    String plan();

    /** A page by itself that shows it. */
    String html() throws IOException;
}
