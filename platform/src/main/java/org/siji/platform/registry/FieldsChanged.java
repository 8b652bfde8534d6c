package org.siji.platform.registry;

import java.util.Set;
import java.util.UUID;

/** Fields were made, ended, or got another cultivator. One event for all that a request changed: a county brings 4,500 at once. */
public record FieldsChanged(Set<UUID> fieldIds) {}
