package org.siji.platform.market;

import java.time.LocalDate;

import org.siji.platform.api.Operation;

/** Says by which rule work will be accepted, for the contract's text. Filled by the module that accepts. */
public interface AcceptanceTerms {

    /** One or more whole sentences in Chinese with the rule's figures. */
    String inWords(Operation operation, LocalDate on);
}
