package org.siji.platform.fleet;

import java.util.List;
import java.util.UUID;

/** The people who drive machines, for the modules that tell them where to. */
public interface Operators {

    /** Ordered by name; those that he drives now. */
    List<Machine> listMachinesDrivenBy(UUID userId);
}
