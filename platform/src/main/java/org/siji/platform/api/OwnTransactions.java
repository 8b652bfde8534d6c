package org.siji.platform.api;

/**
 * A resource to which many things are written at once, each in a transaction of its own: one that is refused must not take the others
 * with it. What is written there carries its own id, which does what an {@code Idempotency-Key} does elsewhere.
 */
public interface OwnTransactions {

    /** As in the request's address: "/api/v1/entries". */
    String path();
}
