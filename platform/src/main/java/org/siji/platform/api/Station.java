package org.siji.platform.api;

/** The stations of the path, in the order in which a season passes them. */
public enum Station {
    PARCEL, NEED, BUNDLE, CONTRACT, WORK_ORDER, DISPATCH, TRACK, MEASURED_WORK, ACCEPTANCE, SETTLEMENT, SHARE
}
