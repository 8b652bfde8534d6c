package org.siji.platform.tenancy;

import java.util.Set;

/** It became known what grows on fields of these villages in a season. */
public record CropsRecorded(int season, Set<String> villageCodes) {}
