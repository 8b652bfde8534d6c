package org.siji.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Some of the figures of {@code ./siji bench track}. */
interface TrackFigures {

    /**
     * @param out    takes a line of the log
     * @param tracks folder of the real tracks; absent where there are none, and then said so
     */
    void print(Consumer<String> out, Path tracks) throws IOException;
}
