package org.siji.platform.demo;

import java.io.PrintStream;
import java.util.Locale;

import org.siji.platform.api.Sentences;

/** What the terminal shows while the season is played: a line when a station is done, and in between one every few seconds. */
final class Progress {

    private static final long QUIET_NANOS = 3_000_000_000L;

    private final PrintStream out;
    private final Sentences sentences;
    private final boolean silent;
    private long lastNanos = System.nanoTime();

    Progress(PrintStream out, Sentences sentences, boolean silent) {
        this.out = out;
        this.sentences = sentences;
        this.silent = silent;
    }

    /** Says something now. */
    void say(String code, Object... args) {
        if (!silent) {
            out.println(sentences.say(Locale.CHINESE, code, args));
        }
        lastNanos = System.nanoTime();
    }

    /** A sentence that the season's people write into forms. */
    String text(String code) {
        return sentences.say(Locale.CHINESE, code);
    }

    /** Says how far the work is, unless something was said a moment ago. */
    synchronized void step(String code, long done, long total) {
        if (System.nanoTime() - lastNanos > QUIET_NANOS) {
            say("demo.progress", sentences.say(Locale.CHINESE, code), done, total);
        }
    }
}
