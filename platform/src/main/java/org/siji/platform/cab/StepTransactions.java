package org.siji.platform.cab;

import org.siji.platform.api.OwnTransactions;
import org.springframework.stereotype.Component;

/** An operator's steps stand or fall one by one. */
@Component
class StepTransactions implements OwnTransactions {

    @Override
    public String path() {
        return "/api/v1/cab/steps";
    }
}
