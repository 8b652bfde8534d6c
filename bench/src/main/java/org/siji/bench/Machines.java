package org.siji.bench;

/** What a figure was measured on. */
public final class Machines {

    private Machines() {}

    public static String describe() {
        return Figures.machine();
    }
}
