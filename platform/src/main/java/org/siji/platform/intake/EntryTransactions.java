package org.siji.platform.intake;

import org.siji.platform.api.OwnTransactions;
import org.springframework.stereotype.Component;

/** A phone's entries stand or fall one by one. */
@Component
class EntryTransactions implements OwnTransactions {

    @Override
    public String path() {
        return "/api/v1/entries";
    }
}
