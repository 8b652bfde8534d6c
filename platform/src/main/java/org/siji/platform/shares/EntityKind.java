package org.siji.platform.shares;

/** What an entity is for. SHARES_WITHOUT_PARCELS: households hold shares of the village's land, none a parcel of its own. */
enum EntityKind {
    LAND_SHARE_COOPERATIVE, SHARES_WITHOUT_PARCELS, MACHINERY_COOPERATIVE, PLANT_PROTECTION_TEAM, OTHER
}
