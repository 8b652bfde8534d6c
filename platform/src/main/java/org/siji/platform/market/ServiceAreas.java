package org.siji.platform.market;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where providers work: codes of counties, townships and villages, and who said so when. */
@Component
public class ServiceAreas {

    private final JdbcClient jdbc;
    private final Clock clock;

    ServiceAreas(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty: it has not said. Whoever has not said may be asked from anywhere. */
    public Set<String> getArea(UUID providerId) {
        return new TreeSet<>(jdbc.sql("""
                select region_code from provider_area where provider_id = :provider and recorded_until is null""")
                .param("provider", providerId).query(String.class).list());
    }

    /** Providers that have said nothing are absent. */
    public Map<UUID, Set<String>> mapAreas() {
        Map<UUID, Set<String>> areas = new HashMap<>();
        jdbc.sql("select provider_id, region_code from provider_area where recorded_until is null").query(row -> {
            areas.computeIfAbsent(row.getObject(1, UUID.class), id -> new TreeSet<>()).add(row.getString(2));
        });
        return areas;
    }

    public static boolean covers(Set<String> area, String villageCode) {
        return area.isEmpty() || area.stream().anyMatch(villageCode::startsWith);
    }

    /** A village within a township that is there too says nothing more. */
    static Set<String> withoutInner(Collection<String> codes) {
        Set<String> outer = new TreeSet<>(codes);
        outer.removeIf(code -> codes.stream().anyMatch(other -> !other.equals(code) && code.startsWith(other)));
        return outer;
    }

    void change(UUID providerId, Collection<String> codes, String by) {
        Set<String> wanted = withoutInner(codes);
        Set<String> known = getArea(providerId);
        OffsetDateTime now = OffsetDateTime.now(clock);
        Set<String> ended = new HashSet<>(known);
        ended.removeAll(wanted);
        jdbc.sql("""
                update provider_area set ended_by = :by, recorded_until = :now
                where provider_id = :provider and region_code = any(:codes) and recorded_until is null""")
                .param("by", by).param("now", now).param("provider", providerId)
                .param("codes", ended.toArray(String[]::new)).update();
        List<String> added = wanted.stream().filter(code -> !known.contains(code)).toList();
        for (String code : added) {
            jdbc.sql("""
                    insert into provider_area (id, provider_id, region_code, recorded_by, recorded_at)
                    values (:id, :provider, :code, :by, :now)""").param("id", Ids.next())
                    .param("provider", providerId).param("code", code).param("by", by).param("now", now).update();
        }
    }
}
