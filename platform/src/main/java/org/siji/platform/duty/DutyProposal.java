package org.siji.platform.duty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.duty.DutyAreas.Area;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One area for each group of a village. Households that are in an area already stay where they are. */
@Component
class DutyProposal {

    private final JdbcClient jdbc;
    private final DutyAreas areas;
    private final RegionRegister regions;

    DutyProposal(JdbcClient jdbc, DutyAreas areas, RegionRegister regions) {
        this.jdbc = jdbc;
        this.areas = areas;
        this.regions = regions;
    }

    /**
     * @param areaId     the area of that name, if there is one: the households join it
     * @param households that would be put into it
     * @param placed     of the group that are in an area already and are left alone
     */
    record GroupArea(String groupCode, String name, @Nullable UUID areaId, int households, int placed) {}

    private record Member(UUID id, String groupCode, boolean placed) {}

    List<GroupArea> preview(String villageCode) {
        return plan(villageCode, listMembers(villageCode));
    }

    private List<Member> listMembers(String villageCode) {
        return jdbc.sql("""
                select h.id, h.group_code, a.household_id is not null as placed
                from household h left join duty_area_household a on a.household_id = h.id
                where h.village_code = :village and exists (select from household_version v
                    where v.household_id = h.id and v.recorded_until is null and v.valid_to is null)
                order by h.code""").param("village", villageCode).query(Member.class).list();
    }

    private List<GroupArea> plan(String villageCode, List<Member> members) {
        Map<String, String> names = new HashMap<>();
        for (Region group : regions.listChildren(villageCode)) {
            names.put(group.code(), group.name());
        }
        Map<String, UUID> existing = new HashMap<>();
        for (Area area : areas.list(villageCode)) {
            existing.put(area.name(), area.id());
        }
        Map<String, List<Member>> groups = new TreeMap<>();
        members.forEach(member -> groups.computeIfAbsent(member.groupCode(), code -> new ArrayList<>()).add(member));
        Map<String, Integer> uses = new HashMap<>();
        groups.keySet().forEach(code -> uses.merge(names.getOrDefault(code, code), 1, Integer::sum));
        List<GroupArea> plan = new ArrayList<>();
        groups.forEach((code, of) -> {
            String name = names.getOrDefault(code, code.substring(12));
            // Two groups of one name are told apart by their number.
            String own = uses.getOrDefault(name, 1) > 1 ? name + " " + code.substring(12) : name;
            int placed = (int) of.stream().filter(Member::placed).count();
            plan.add(new GroupArea(code, own, existing.get(own), of.size() - placed, placed));
        });
        return plan;
    }

    /** Does what the preview shows; done again it finds nothing left to do. */
    List<GroupArea> apply(String villageCode, String by) {
        List<Member> members = listMembers(villageCode);
        for (GroupArea group : plan(villageCode, members)) {
            List<UUID> free = members.stream()
                    .filter(member -> !member.placed() && member.groupCode().equals(group.groupCode()))
                    .map(Member::id).toList();
            if (!free.isEmpty()) {
                UUID area = group.areaId() == null
                        ? areas.create(villageCode, group.name(), List.of())
                        : group.areaId();
                areas.assign(area, free, false, by);
            }
        }
        return preview(villageCode);
    }
}
