package org.siji.platform.market;

/** DRAFT, SENT, SIGNED, IN_WORK and FULFILLED follow each other; TERMINATED can come after any but FULFILLED. */
public enum ContractStatus {
    DRAFT, SENT, SIGNED, IN_WORK, FULFILLED, TERMINATED;

    /** Whether nothing more happens under the contract. */
    public boolean isOver() {
        return this == FULFILLED || this == TERMINATED;
    }
}
