package org.siji.bench;

/** What a figure was measured on. */
public final class Machines {

    private Machines() {}

    public static String describe() {
        return "%s %s, %d processors; JDK %s %s".formatted(System.getProperty("os.name"),
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vendor"), System.getProperty("java.runtime.version"));
    }
}
