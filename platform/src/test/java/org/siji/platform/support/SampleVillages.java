package org.siji.platform.support;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.GeodesicArea;
import org.siji.geo.LocalPlane;
import org.siji.platform.api.Ids;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lays out villages with codes of their own for the tests of the stations behind the registry. */
@Component
public class SampleVillages {

    /** One household with one field of 100 m x 200 m: 30.00 mu. */
    public record Farm(UUID householdId, UUID cultivatorId, UUID fieldId, String fieldName) {}

    /**
     * @param farms from west to east, side by side
     * @param other a farm of the next village, a kilometre away
     */
    public record SampleVillage(String code, List<Farm> farms, String otherCode, Farm other) {

        public String county() {
            return code.substring(0, 6);
        }
    }

    private static final LocalDate SINCE = LocalDate.of(2020, 1, 1);

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final TestUsers users;
    private final Random random = new Random();

    SampleVillages(JdbcClient jdbc, PersonalData personalData, TestUsers users) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.users = users;
    }

    /** @param gapsMeters between each field and the next one */
    public SampleVillage make(double... gapsMeters) {
        String county = String.valueOf(430_000 + random.nextInt(9_999));
        while (jdbc.sql("select count(*) from region where code = :code").param("code", county).query(Long.class)
                .single() > 0) {
            county = String.valueOf(430_000 + random.nextInt(9_999));
        }
        String village = county + "101201";
        String otherVillage = county + "101202";
        region(county, "COUNTY", "试验县", null);
        region(county + "101", "TOWNSHIP", "试验镇", county);
        region(village, "VILLAGE", "青山村", county + "101");
        region(otherVillage, "VILLAGE", "绿水村", county + "101");
        LocalPlane plane = LocalPlane.at(110, 27.8);
        List<Farm> farms = new ArrayList<>();
        double west = 0;
        for (int i = 0; i <= gapsMeters.length; i++) {
            farms.add(farm(village, i + 1, plane, west, 0));
            west += 100 + (i < gapsMeters.length ? gapsMeters[i] : 0);
        }
        return new SampleVillage(village, farms, otherVillage, farm(otherVillage, 1, plane, 0, 1000));
    }

    /** One more field record in a village, wherever the others lie. */
    public Farm addFarm(SampleVillage village, int number, double westMeters) {
        return farm(village.code(), number, LocalPlane.at(110, 27.8), westMeters, 0);
    }

    private void region(String code, String level, String name, @org.jspecify.annotations.Nullable String parent) {
        jdbc.sql("insert into region (code, level, name, parent_code) values (:code, :level, :name, :parent)")
                .param("code", code).param("level", level).param("name", name).param("parent", parent).update();
    }

    private Farm farm(String village, int number, LocalPlane plane, double west, double south) {
        Geometry lonLat = plane
                .toLonLat(Geometries.FACTORY.toGeometry(new Envelope(west, west + 100, south, south + 200)));
        Farm farm = new Farm(Ids.next(), Ids.next(), Ids.next(), "田" + number);
        String group = village + "01";
        jdbc.sql("insert into household (id, code, village_code, group_code) values (:id, :code, :village, :group)")
                .param("id", farm.householdId()).param("code", group + String.format("%04d", number))
                .param("village", village).param("group", group).update();
        jdbc.sql("""
                insert into household_version (id, household_id, village_code, head_name_enc, head_name_key, valid_from,
                    recorded_by)
                values (:id, :household, :village, :name, :key, :since, 'test')""").param("id", Ids.next())
                .param("household", farm.householdId()).param("village", village)
                .param("name", personalData.encrypt("王小" + number))
                .param("key", personalData.searchKey("王小" + number)).param("since", SINCE).update();
        jdbc.sql("""
                insert into cultivator (id, kind, village_code, household_id)
                values (:id, 'HOUSEHOLD', :village, :household)""").param("id", farm.cultivatorId())
                .param("village", village).param("household", farm.householdId()).update();
        jdbc.sql("insert into field (id, village_code, group_code) values (:id, :village, :group)")
                .param("id", farm.fieldId()).param("village", village).param("group", group).update();
        jdbc.sql("""
                insert into field_version (id, field_id, village_code, name, geometry, bbox, area_square_meters,
                    valid_from, recorded_by)
                values (:id, :field, :village, :name, :wkb, :box::box, :area, :since, 'test')""")
                .param("id", Ids.next()).param("field", farm.fieldId()).param("village", village)
                .param("name", farm.fieldName()).param("wkb", Geometries.toWkb(lonLat))
                .param("box", Geometries.box(lonLat)).param("area", GeodesicArea.of(lonLat).squareMeters())
                .param("since", SINCE).update();
        jdbc.sql("""
                insert into field_cultivator (id, field_id, cultivator_id, village_code, valid_from, recorded_by)
                values (:id, :field, :cultivator, :village, :since, 'test')""").param("id", Ids.next())
                .param("field", farm.fieldId()).param("cultivator", farm.cultivatorId()).param("village", village)
                .param("since", SINCE).update();
        return farm;
    }

    /** What a clerk sends for a harvest from 10 to 20 July 2026, signed on paper. */
    public static Map<String, Object> harvest(Farm farm) {
        return Map.of("fieldId", farm.fieldId(), "operation", "HARVEST", "windowFrom", "2026-07-10", "windowTo",
                "2026-07-20", "season", 2026, "enteredFor", farm.cultivatorId(), "confirmation",
                Map.of("kind", "SIGNATURE", "note", "第 3 页"));
    }

    /** Enters a harvest for all of the village's farms, proposes, and closes the one bundle that comes of it; its id. */
    public String closedBundle(SampleVillage village) {
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        clerk.create("/needs/bulk",
                Map.of("items", village.farms().stream().map(SampleVillages::harvest).toList()));
        String id = clerk.create("/bundles/propose",
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", 2026)).path("bundles").path(0)
                .path("id").asString();
        clerk.create("/bundles/" + id + "/close", null);
        return id;
    }

    /** A provider that harvests for 120 yuan a mu, from 50 mu on for 100; its id. */
    public String provider(SampleVillage village) {
        ApiClient county = users.office(Role.COUNTY, village.county());
        String id = county.create("/providers", Map.of("name", "丰收合作社 " + UUID.randomUUID(), "contactName", "李四",
                "phone", "13812345678")).path("id").asString();
        ApiClient.Answer answer = county.put("/providers/" + id + "/prices", Map.of("validFrom", "2026-01-01",
                "prices", List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 12000),
                        Map.of("operation", "HARVEST", "minAreaMu", 50, "fenPerMu", 10000))),
                1);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return id;
    }

    /** Drafts a contract for the bundle, sends it and has both sides sign; its id. */
    public String signedContract(SampleVillage village, String bundleId, String providerId) {
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/contracts", Map.of("bundleId", bundleId, "providerId", providerId, "mode",
                "FIXED_FEE", "serviceFeeFenPerMu", 500)).path("id").asString();
        clerk.create("/contracts/" + id + "/send", null);
        clerk.create("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE"));
        users.provider(UUID.fromString(providerId)).create("/contracts/" + id + "/sign",
                TestUsers.signature("PROVIDER"));
        return id;
    }
}
