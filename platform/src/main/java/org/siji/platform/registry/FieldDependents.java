package org.siji.platform.registry;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Modules that build on fields say through this what would be left hanging if fields were withdrawn. */
public interface FieldDependents {

    /** @return how many pieces hang on the fields, by the code of the sentence that names them; empty if none */
    Map<String, Long> countDependents(Collection<UUID> fieldIds);
}
