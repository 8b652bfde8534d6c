package org.siji.platform.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;

/**
 * A household as it comes in. Components may be null until {@link #check} has passed: they come from outside.
 *
 * @param code      18 digits
 * @param groupCode 14 digits; null takes the first 14 of the code
 * @param members   null for none
 */
record NewHousehold(String code, @Nullable String groupCode, String headName, @Nullable String phone,
        @Nullable String idNumber, @Nullable List<NewMember> members) {

    private static final Pattern CODE = Pattern.compile("[0-9]{18}");
    private static final Pattern PHONE = Pattern.compile("[0-9+ -]{5,20}");
    private static final int MAX_ID_NUMBER = 30;

    /** @param relation to the head, in words or as a code of GB/T 4761 */
    record NewMember(String name, @Nullable String idNumber, @Nullable String relation, boolean coOwner) {}

    String villageCode() {
        return code.substring(0, RegionLevel.VILLAGE.digits());
    }

    String group() {
        return code.substring(0, RegionLevel.GROUP.digits());
    }

    List<NewMember> memberList() {
        return members == null ? List.of() : members;
    }

    /**
     * @param villages those of the named villages that are registered
     * @param taken    household codes that are registered
     */
    static void check(List<NewHousehold> households, CurrentUser user, Set<String> villages, Set<String> taken,
            Violations violations) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < households.size(); i++) {
            NewHousehold household = households.get(i);
            String path = "[" + i + "]";
            violations.requireValue(household.headName, path + ".headName");
            checkPeople(household.phone, household.idNumber, household.memberList(), path + ".", violations);
            if (household.code == null || !CODE.matcher(household.code).matches()) {
                violations.add("household.code", path + ".code", String.valueOf(household.code));
                continue;
            }
            violations.require(household.groupCode == null || household.groupCode.equals(household.group()),
                    "household.group", path + ".groupCode", household.code, String.valueOf(household.groupCode));
            violations.require(!taken.contains(household.code) && seen.add(household.code), "household.duplicate",
                    path + ".code", household.code);
            if (!user.seesVillage(household.villageCode())) {
                violations.add("region.outside", path + ".code", household.villageCode());
            } else {
                violations.require(villages.contains(household.villageCode()), "region.unknown", path + ".code",
                        household.villageCode());
            }
        }
    }

    static void checkPeople(@Nullable String phone, @Nullable String idNumber, List<NewMember> members, String path,
            Violations violations) {
        violations.require(phone == null || phone.isBlank() || PHONE.matcher(phone).matches(), "household.phone",
                path + "phone");
        violations.require(idNumber == null || idNumber.length() <= MAX_ID_NUMBER, "household.id-number",
                path + "idNumber", MAX_ID_NUMBER);
        for (int i = 0; i < members.size(); i++) {
            NewMember member = members.get(i);
            violations.requireValue(member.name(), path + "members[" + i + "].name");
            violations.require(member.idNumber() == null || member.idNumber().length() <= MAX_ID_NUMBER,
                    "household.id-number", path + "members[" + i + "].idNumber", MAX_ID_NUMBER);
        }
    }
}
