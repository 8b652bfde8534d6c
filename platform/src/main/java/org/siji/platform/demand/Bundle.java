package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.geo.Area;
import org.siji.platform.api.Operation;

/**
 * Needs for one operation, to be done together.
 *
 * @param windowFrom     first day that suits all of its needs
 * @param windowTo       last such day, inclusive
 * @param needs          ordered by need id
 * @param area           of all its fields
 * @param contiguousArea of its largest part whose fields lie within the gap of each other; smaller than {@code area} only when a
 *                       clerk has put distant fields together
 */
public record Bundle(UUID id, String villageCode, Operation operation, int season, LocalDate windowFrom,
        LocalDate windowTo, BundleStatus status, List<BundledNeed> needs, Area area, Area contiguousArea) {}
