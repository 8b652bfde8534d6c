package org.siji.formats.shapefile;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;

/** Ends the reading of a file that can't be read on; caught by {@link ShapefileReader}, never seen by callers. */
final class BadShapefile extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadShapefile(ProblemKind kind, Place place, Object... details) {
        super(kind.code(), null, false, false);
        this.problem = Problem.of(kind, place, details);
    }

    Problem problem() {
        return problem;
    }
}
