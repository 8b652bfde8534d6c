package org.siji.platform.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;

import tools.jackson.databind.JsonNode;

/** A village of its own for each test, made over HTTP, so that tests don't see each other's land. */
public final class TestCounty {

    private static final AtomicInteger NEXT_COUNTY = new AtomicInteger(500001);
    /** About 20 m by 20 m in the middle of China. */
    private static final double SIZE = 0.0002;

    public final String county;
    public final String village;
    public final String otherVillage;
    public final ApiClient officer;
    public final ApiClient clerk;
    private final TestUsers users;
    private final double west;
    private int householdCount;
    private int parcelCount;

    public TestCounty(TestUsers users) {
        this.users = users;
        int number = NEXT_COUNTY.getAndIncrement();
        county = String.valueOf(number);
        west = 100 + (number % 1000) * 0.02;
        String township = county + "001";
        village = township + "201";
        otherVillage = township + "202";
        officer = users.office(Role.COUNTY, county);
        officer.create("/regions",
                List.of(Map.of("code", county, "name", "测试县", "level", "COUNTY"),
                        Map.of("code", township, "name", "测试镇", "level", "TOWNSHIP"),
                        Map.of("code", village, "name", "东村", "level", "VILLAGE"),
                        Map.of("code", otherVillage, "name", "西村", "level", "VILLAGE"),
                        Map.of("code", village + "01", "name", "一组", "level", "GROUP")));
        clerk = users.office(Role.VILLAGE, village);
    }

    /** A household as it was made. */
    public record Family(UUID id, String code, UUID cultivatorId) {}

    /** A parcel as it was made. */
    public record Land(UUID id, String code, UUID fieldId) {}

    public Map<String, Object> householdJson(String villageCode, String headName) {
        householdCount++;
        return Map.of("code", villageCode + "01" + "%04d".formatted(householdCount), "headName", headName, "phone",
                "15400%06d".formatted(householdCount), "idNumber", "990000199001010%03d".formatted(householdCount),
                "members",
                List.of(Map.of("name", headName, "relation", "02", "coOwner", true),
                        Map.of("name", "李小花", "relation", "10", "coOwner", true)));
    }

    public Family household(String headName) {
        return household(village, headName);
    }

    public Family household(String villageCode, String headName) {
        JsonNode made = officer.create("/households/bulk", List.of(householdJson(villageCode, headName))).path("items")
                .path(0);
        return new Family(uuid(made, "id"), made.path("code").asString(), uuid(made, "cultivatorId"));
    }

    public String nextParcelCode() {
        parcelCount++;
        return village + "01" + "%05d".formatted(parcelCount);
    }

    /** Squares in a row, each a ridge apart from the next one. */
    public Map<String, Object> square(int column, int row) {
        double x = west + column * SIZE * 1.02;
        double y = 28 + row * SIZE * 1.02;
        return polygon(x, y, x + SIZE, y + SIZE);
    }

    /** The first square of the first row, moved east by a part of its width. */
    public Map<String, Object> shifted(double part) {
        return polygon(west + part * SIZE, 28, west + part * SIZE + SIZE, 28 + SIZE);
    }

    public static Map<String, Object> polygon(double west, double south, double east, double north) {
        return Map.of("type", "Polygon", "coordinates", List.of(List.of(List.of(west, south), List.of(east, south),
                List.of(east, north), List.of(west, north), List.of(west, south))));
    }

    /** A polygon like an 8. */
    public Map<String, Object> bowTie() {
        double x = west;
        return Map.of("type", "Polygon", "coordinates", List.of(List.of(List.of(x, 28.0), List.of(x + SIZE, 28 + SIZE),
                List.of(x + SIZE, 28.0), List.of(x, 28 + SIZE), List.of(x, 28.0))));
    }

    public static Map<String, Object> share(String householdCode, long numerator, long denominator) {
        return Map.of("householdCode", householdCode, "numerator", numerator, "denominator", denominator);
    }

    public Map<String, Object> parcelJson(String code, Map<String, Object> geometry, @Nullable Object tenure) {
        Map<String, Object> parcel = new LinkedHashMap<>();
        parcel.put("code", code);
        parcel.put("name", "大田");
        parcel.put("geometry", geometry);
        parcel.put("registeredMu", 0.65);
        parcel.put("validFrom", "2026-01-01");
        if (tenure != null) {
            parcel.put("tenure", tenure);
        }
        return parcel;
    }

    /** One parcel in the grid, held by the household alone. */
    public Land parcel(Family holder, int column, int row) {
        return parcels(List.of(parcelJson(nextParcelCode(), square(column, row), List.of(share(holder.code, 1, 1)))))
                .getFirst();
    }

    public List<Land> parcels(List<Map<String, Object>> parcels) {
        List<Land> made = new ArrayList<>();
        officer.create("/parcels/bulk", parcels).path("items").forEach(
                one -> made.add(new Land(uuid(one, "id"), one.path("code").asString(), uuid(one, "fieldId"))));
        return made;
    }

    public ApiClient as(Family household) {
        return users.household(household.id, village);
    }

    static UUID uuid(JsonNode node, String name) {
        return UUID.fromString(node.path(name).asString());
    }
}
