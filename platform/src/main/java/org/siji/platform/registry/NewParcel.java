package org.siji.platform.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;

/**
 * A parcel as it comes in. Components may be null until {@link #check} has passed: they come from outside.
 *
 * @param code      19 digits
 * @param groupCode 14 digits; null takes the first 14 of the code
 * @param tenure    null or empty: the collective keeps it
 * @param validFrom null: today
 */
record NewParcel(String code, @Nullable String name, @Nullable String groupCode, Geometry geometry,
        @Nullable BigDecimal registeredMu, @Nullable Double surveyedSquareMeters, @Nullable List<TenureShare> tenure,
        @Nullable LocalDate validFrom) {

    private static final Pattern CODE = Pattern.compile("[0-9]{19}");

    List<TenureShare> shares() {
        return tenure == null ? List.of() : tenure;
    }

    ParcelStore.NewRow row(LocalDate today) {
        return new ParcelStore.NewRow(code, name == null || name.isBlank() ? code : name, geometry, registeredMu,
                surveyedSquareMeters, shares(), Objects.requireNonNullElse(validFrom, today), null, null);
    }

    static boolean isCode(@Nullable String code) {
        return code != null && CODE.matcher(code).matches();
    }

    /** @param villages those of the named villages that are registered */
    static void check(List<NewParcel> parcels, CurrentUser user, Set<String> villages,
            Map<String, ParcelStore.Ref> known, Map<String, HouseholdStore.Ref> households, Violations violations) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parcels.size(); i++) {
            NewParcel parcel = parcels.get(i);
            String path = "[" + i + "]";
            PolygonRules.check(parcel.geometry, path + ".geometry", violations);
            violations.require(parcel.registeredMu == null || parcel.registeredMu.signum() > 0, "parcel.area",
                    path + ".registeredMu", String.valueOf(parcel.registeredMu));
            violations.require(parcel.surveyedSquareMeters == null || parcel.surveyedSquareMeters > 0, "parcel.area",
                    path + ".surveyedSquareMeters", String.valueOf(parcel.surveyedSquareMeters));
            if (!isCode(parcel.code)) {
                violations.add("parcel.code", path + ".code", String.valueOf(parcel.code));
                continue;
            }
            checkPlace(parcel, path, user, villages, violations);
            ParcelStore.Ref before = known.get(parcel.code);
            violations.require((before == null || !before.current()) && seen.add(parcel.code), "parcel.duplicate",
                    path + ".code", parcel.code);
            TenureShare.check(parcel.tenure, parcel.code.substring(0, RegionLevel.VILLAGE.digits()), households,
                    path + ".tenure", violations);
        }
    }

    private static void checkPlace(NewParcel parcel, String path, CurrentUser user, Set<String> villages,
            Violations violations) {
        String village = parcel.code.substring(0, RegionLevel.VILLAGE.digits());
        violations.require(parcel.groupCode == null || parcel.code.startsWith(parcel.groupCode), "parcel.group",
                path + ".groupCode", parcel.code, String.valueOf(parcel.groupCode));
        if (!user.seesVillage(village)) {
            violations.add("region.outside", path + ".code", village);
        } else {
            violations.require(villages.contains(village), "region.unknown", path + ".code", village);
        }
    }
}
