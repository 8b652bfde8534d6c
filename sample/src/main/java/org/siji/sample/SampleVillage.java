package org.siji.sample;

import java.util.List;

/**
 * A village with all that lies in it; nothing in it refers to another village, so that a county can be streamed village by
 * village.
 *
 * @param code           twelve digits: township 9 + village 3
 * @param collectiveName the village collective (村集体经济组织), which contracts for the households
 * @param clerkName      who enters needs at the village office
 * @param cultivators    one per household with fields, and the large growers
 * @param fields         the land as it is worked: most are one parcel, a few half a parcel, the large grower's one many
 * @param transfers      the large growers' leases, one per parcel
 * @param lines          roads and ditches
 */
public record SampleVillage(String code, String name, String collectiveName, String clerkName, SampleTownship township,
        List<SampleGroup> groups, List<SampleHousehold> households, List<SampleParcel> parcels,
        List<SampleCultivator> cultivators, List<SampleField> fields, List<SampleTransfer> transfers,
        List<SampleLine> lines) {

    public SampleVillage {
        groups = List.copyOf(groups);
        households = List.copyOf(households);
        parcels = List.copyOf(parcels);
        cultivators = List.copyOf(cultivators);
        fields = List.copyOf(fields);
        transfers = List.copyOf(transfers);
        lines = List.copyOf(lines);
    }
}
