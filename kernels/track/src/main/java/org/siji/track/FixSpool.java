package org.siji.track;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where an open job lays down the fixes that it has painted, on a disk or in a database. They are needed again only if a fix
 * arrives later than the late window allows.
 */
public interface FixSpool {

    /** Keeps some more fixes; positions are whole billionths of a degree and must come back as such. */
    void append(Track fixes);

    /** Gives back all fixes, in any order. */
    void forEach(Consumer<Track> pieces);

    /** Keeps them on the heap: for tests, and for jobs of an hour. */
    static FixSpool onHeap() {
        List<Track> kept = new ArrayList<>();
        return new FixSpool() {
            @Override
            public void append(Track fixes) {
                kept.add(fixes);
            }

            @Override
            public void forEach(Consumer<Track> pieces) {
                kept.forEach(pieces);
            }
        };
    }
}
