package org.siji.platform.tender;

/** RUNNING until it is opened, also behind its deadline. VOID came to nothing: the bundle can be tendered again. */
enum TenderStatus {
    RUNNING, OPENED, AWARDED, VOID;

    boolean isOver() {
        return this == AWARDED || this == VOID;
    }
}
