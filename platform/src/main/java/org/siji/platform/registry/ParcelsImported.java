package org.siji.platform.registry;

import java.util.UUID;

/** A whole file of parcels was taken in. */
public record ParcelsImported(UUID importId) {}
