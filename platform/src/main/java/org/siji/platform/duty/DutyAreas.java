package org.siji.platform.duty;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The duty areas with their leaders and households, and the marks. It does not look at who is asking. */
@Component
public class DutyAreas {

    private final JdbcClient jdbc;

    DutyAreas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was found at a household. */
    public enum State {
        VISITED, DATA_CONFIRMED, NEED_ENTERED, REFUSED, NOT_MET
    }

    record Area(UUID id, String villageCode, String name, int version) {}

    /** @param at when it was noted, not when it was received */
    public record Mark(State state, String note, OffsetDateTime at, String markedBy) {}

    /** A household that somebody looks after. */
    public record LookedAfter(UUID householdId, String areaName, String villageCode) {}

    /** Whether the household is in a duty area of that leader. */
    public boolean covers(UUID userId, @Nullable UUID householdId) {
        return householdId != null && jdbc.sql("""
                select exists (select from duty_area_household h join duty_area_leader l on l.area_id = h.area_id
                    where h.household_id = :household and l.user_id = :user)""").param("household", householdId)
                .param("user", userId).query(Boolean.class).single();
    }

    /** All households of a leader's areas. */
    public List<LookedAfter> listLookedAfterBy(UUID userId) {
        return jdbc.sql("""
                select h.household_id, a.name as area_name, a.village_code from duty_area_household h
                    join duty_area a on a.id = h.area_id join duty_area_leader l on l.area_id = h.area_id
                where l.user_id = :user order by a.name, h.household_id""").param("user", userId)
                .query(LookedAfter.class).list();
    }

    /** The names of those who look after each household, in alphabetical order; a household without one is absent. */
    public Map<UUID, List<String>> mapLeaderNames(Collection<UUID> householdIds) {
        Map<UUID, List<String>> names = new HashMap<>();
        jdbc.sql("""
                select h.household_id, u.display_name from duty_area_household h
                    join duty_area_leader l on l.area_id = h.area_id join app_user u on u.id = l.user_id and u.active
                where h.household_id = any(:ids) order by u.display_name""")
                .param("ids", householdIds.toArray(UUID[]::new)).query(row -> {
                    names.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>()).add(row.getString(2));
                });
        return names;
    }

    /** The marks of each household in the order in which they came; a household without one is absent. */
    public Map<UUID, List<Mark>> mapMarks(Collection<UUID> householdIds, int season) {
        Map<UUID, List<Mark>> marks = new HashMap<>();
        jdbc.sql("""
                select household_id, state, note, at, marked_by from duty_mark
                where household_id = any(:ids) and season = :season order by recorded_at, id""")
                .param("ids", householdIds.toArray(UUID[]::new)).param("season", season).query(row -> {
                    marks.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new Mark(State.valueOf(row.getString(2)), row.getString(3),
                                    row.getObject(4, OffsetDateTime.class), row.getString(5)));
                });
        return marks;
    }

    /** A leader has entered a need of the household. */
    public void recordNeed(UUID householdId, int season, OffsetDateTime at, String by) {
        mark(householdId, season, new Mark(State.NEED_ENTERED, "", at, by));
    }

    Optional<Area> find(UUID id) {
        return jdbc.sql("select id, village_code, name, version from duty_area where id = :id").param("id", id)
                .query(Area.class).optional();
    }

    List<Area> list(String prefix) {
        return jdbc.sql("""
                select id, village_code, name, version from duty_area where starts_with(village_code, :prefix)
                order by village_code, name""").param("prefix", prefix).query(Area.class).list();
    }

    /** By area, of the areas that {@link #list} gives. */
    Map<UUID, List<UUID>> mapLeaders(String prefix) {
        return members("select l.area_id, l.user_id from duty_area_leader l", prefix);
    }

    Map<UUID, List<UUID>> mapHouseholds(String prefix) {
        return members("select l.area_id, l.household_id from duty_area_household l", prefix);
    }

    private Map<UUID, List<UUID>> members(String select, String prefix) {
        Map<UUID, List<UUID>> members = new HashMap<>();
        jdbc.sql(select
                + " join duty_area a on a.id = l.area_id where starts_with(a.village_code, :prefix) order by 1, 2")
                .param("prefix", prefix).query(row -> {
                    members.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class));
                });
        return members;
    }

    List<UUID> listHouseholds(UUID areaId) {
        return jdbc.sql("select household_id from duty_area_household where area_id = :id order by household_id")
                .param("id", areaId).query(UUID.class).list();
    }

    List<UUID> listHouseholdsOfLeader(UUID userId) {
        return jdbc.sql("""
                select h.household_id from duty_area_household h join duty_area_leader l on l.area_id = h.area_id
                where l.user_id = :user order by h.household_id""").param("user", userId).query(UUID.class).list();
    }

    List<UUID> listLeaders(UUID areaId) {
        return jdbc.sql("select user_id from duty_area_leader where area_id = :id order by user_id")
                .param("id", areaId).query(UUID.class).list();
    }

    UUID create(String villageCode, String name, List<UUID> leaders) {
        requireFreeName(villageCode, name, null);
        UUID id = Ids.next();
        jdbc.sql("insert into duty_area (id, village_code, name) values (:id, :village, :name)").param("id", id)
                .param("village", villageCode).param("name", name).update();
        setLeaders(id, villageCode, leaders);
        return id;
    }

    void change(Area area, String name, List<UUID> leaders) {
        requireFreeName(area.villageCode(), name, area.id());
        jdbc.sql("update duty_area set name = :name, version = version + 1 where id = :id").param("name", name)
                .param("id", area.id()).update();
        jdbc.sql("delete from duty_area_leader where area_id = :id").param("id", area.id()).update();
        setLeaders(area.id(), area.villageCode(), leaders);
    }

    private void requireFreeName(String villageCode, String name, @Nullable UUID own) {
        boolean taken = list(villageCode).stream()
                .anyMatch(area -> area.name().equals(name) && !area.id().equals(own));
        if (taken) {
            throw ProblemException.conflict("duty.name-taken", "name", name);
        }
    }

    private void setLeaders(UUID areaId, String villageCode, List<UUID> leaders) {
        Violations problems = Violations.collect();
        for (UUID leader : leaders.stream().distinct().toList()) {
            int added = jdbc.sql("""
                    insert into duty_area_leader (area_id, user_id)
                    select :area, id from app_user where id = :user and role = 'LEADER' and active
                        and region_code = :village""").param("area", areaId).param("user", leader)
                    .param("village", villageCode).update();
            problems.require(added == 1, "duty.not-a-leader", "leaderUserIds");
        }
        problems.throwIfAny();
    }

    /** @param move take households out of other areas instead of refusing them */
    void assign(UUID areaId, List<UUID> householdIds, boolean move, String by) {
        Violations problems = Violations.collect();
        if (!move) {
            jdbc.sql("""
                    select a.name, d.code from duty_area_household h join duty_area a on a.id = h.area_id
                        join household d on d.id = h.household_id
                    where h.household_id = any(:ids) and h.area_id <> :area order by d.code""")
                    .param("ids", householdIds.toArray(UUID[]::new)).param("area", areaId).query(row -> {
                        problems.add("duty.in-other-area", "householdIds", row.getString(2), row.getString(1));
                    });
        }
        problems.throwIfAny();
        // History first: afterwards nobody knows any more where the household was.
        for (UUID household : householdIds.stream().distinct().toList()) {
            jdbc.sql("""
                    insert into duty_move (id, household_id, village_code, from_area_id, to_area_id, moved_by)
                    select :id, h.id, h.village_code, a.area_id, :area, :by
                    from household h left join duty_area_household a on a.household_id = h.id
                    where h.id = :household and a.area_id is distinct from :area""").param("id", Ids.next())
                    .param("household", household).param("area", areaId).param("by", by).update();
        }
        jdbc.sql("""
                insert into duty_area_household (household_id, area_id)
                select distinct one, :area::uuid from unnest(:households) as one
                on conflict (household_id) do update set area_id = excluded.area_id""")
                .param("households", householdIds.toArray(UUID[]::new)).param("area", areaId).update();
    }

    /** @param fromArea null when the household was in none before */
    record Move(UUID id, UUID householdId, String householdCode, @Nullable String fromArea, String toArea,
            String movedBy, OffsetDateTime movedAt) {}

    List<Move> listMoves(String villageCode, @Nullable UUID householdId, UUID before, int rows) {
        return jdbc.sql("""
                select m.id, m.household_id, h.code as household_code, f.name as from_area, t.name as to_area, m.moved_by,
                       m.moved_at
                from duty_move m join household h on h.id = m.household_id join duty_area t on t.id = m.to_area_id
                  left join duty_area f on f.id = m.from_area_id
                where m.village_code = :village and m.id < :before
                  and (:household::uuid is null or m.household_id = :household::uuid)
                order by m.id desc limit :rows""").param("village", villageCode).param("before", before)
                .param("household", householdId).param("rows", rows).query(Move.class).list();
    }

    /** The area of each household of the village that is in one, by the cultivator that was made with it. */
    Map<UUID, UUID> mapAreasOfCultivators(String villageCode) {
        Map<UUID, UUID> found = new HashMap<>();
        jdbc.sql("""
                select c.id, a.area_id from duty_area_household a
                  join cultivator c on c.household_id = a.household_id and c.kind = 'HOUSEHOLD'
                where c.village_code = :village""").param("village", villageCode).query(row -> {
            found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
        return found;
    }

    /** Notes it; earlier marks stay. */
    public void mark(UUID householdId, int season, Mark mark) {
        jdbc.sql("""
                insert into duty_mark (id, household_id, season, state, note, at, marked_by)
                values (:id, :household, :season, :state, :note, :at, :by)""").param("id", Ids.next())
                .param("household", householdId).param("season", season).param("state", mark.state().name())
                .param("note", mark.note()).param("at", mark.at()).param("by", mark.markedBy()).update();
    }

    List<Mark> listMarks(UUID householdId, int season) {
        return jdbc.sql("""
                select state, note, at, marked_by from duty_mark where household_id = :household and season = :season
                order by recorded_at, id""").param("household", householdId).param("season", season).query(Mark.class)
                .list();
    }
}
