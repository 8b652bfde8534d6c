package org.siji.platform.identity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real objects of a whole season against everybody in whose scope they don't lie, on every resource that the server's own OpenAPI
 * document names: each answers 403 or 404, and no list shows them. A resource whose objects this test does not know fails it.
 */
@SijiIntegrationTest
class ScopeMatrixTest {

    private static final Pattern PARAMETER = Pattern.compile("/([^/]+)/\\{[^}]+}");
    /** What the market offers: any office may look for a provider, its prices and machines, but other providers may not. */
    private static final Set<String> OFFERS = Set.of("GET /providers/{id}", "GET /providers/{id}/prices",
            "GET /machines/{id}", "GET /providers", "GET /machines");

    private static final AtomicInteger PARCELS = new AtomicInteger();

    @Autowired
    TestUsers users;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    List<ScopeObjects> more;
    @LocalServerPort
    int port;

    private record Resource(String method, String path, List<String> requiredQuery, boolean upload) {

        boolean isOfOneObject() {
            return path.contains("{") && !path.contains("{z}");
        }

        /** The path's part before its parameter: what kind of object it is. */
        String kind() {
            Matcher matcher = PARAMETER.matcher(path);
            return matcher.find() ? matcher.group(1) : "";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private record Stranger(String name, ApiClient client, boolean maySeeOffers, Map<String, String> objects) {}

    private JsonNode document() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JsonMapper.shared().readTree(client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/openapi.json")).build(),
                    BodyHandlers.ofString()).body());
        }
    }

    private List<Resource> resources() throws Exception {
        List<Resource> resources = new ArrayList<>();
        JsonNode paths = document().path("paths");
        // What is published for everybody has no scope.
        paths.propertyStream()
                .filter(path -> path.getKey().startsWith("/api/v1/")
                        && !path.getKey().startsWith("/api/v1/public/"))
                .forEach(path -> path.getValue().propertyStream().forEach(method -> {
                    List<String> query = method.getValue().path("parameters").valueStream()
                            .filter(one -> one.path("in").asString().equals("query")
                                    && one.path("required").asBoolean())
                            .map(one -> one.path("name").asString()).toList();
                    resources.add(new Resource(method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().substring("/api/v1".length()), query,
                            method.getValue().path("requestBody").path("content").has("multipart/form-data")));
                }));
        return resources;
    }

    /** Plays a season to its end, with everything that can be made of it; one object of each kind, by its place in the path. */
    private Map<String, String> objects(Season season) {
        String village = season.village().code();
        season.county().create("/funds", Map.of("name", "补贴" + UUID.randomUUID(), "operation", "HARVEST", "season",
                2026, "budgetFen", 100_000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 500)));
        Map<String, String> objects = new LinkedHashMap<>();
        objects.put("dispatch-plans", DispatchPlans
                .published(season.provider(), Map.of("from", "2026-07-10", "to", "2026-07-20")).path("id").asString());
        JsonNode track = season.work(0, 1);
        objects.put("tracks", track.path("id").asString());
        objects.put("track-logs", track.path("logs").path(0).path("id").asString());
        season.work(1, 1);
        season.work(2, 1);
        objects.put("work-orders", season.orders().get(0));
        objects.put("measured-work", season.measured(0).path("measurements").path(0).path("id").asString());
        objects.put("appeals", season.provider()
                .create("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "再测")).path("id")
                .asString());
        season.clerk().create("/appeals/" + objects.get("appeals") + "/measure", null);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        objects.put("contracts", season.contractId());
        objects.put("bundles", season.clerk().fetch("/contracts/" + season.contractId()).path("bundleId").asString());
        objects.put("providers", season.providerId());
        objects.put("machines", season.machineId());
        objects.put("fields", season.village().farms().getFirst().fieldId().toString());
        objects.put("households", season.village().farms().getFirst().householdId().toString());
        objects.put("villages", village);
        String cultivator = season.village().farms().getFirst().cultivatorId().toString();
        objects.put("cultivators", cultivator);
        objects.put("needs", first(season.clerk().fetch("/needs?cultivator=" + cultivator)));
        objects.put("funds", first(season.county().fetch("/funds?season=2026")));
        JsonNode account = season.clerk().fetch("/accounts?village=" + village + "&kind=CULTIVATOR&limit=1000")
                .path("items").valueStream()
                .filter(one -> one.path("ownerId").asString().equals(cultivator)).findFirst().orElseThrow();
        objects.put("accounts", account.path("id").asString());
        JsonNode posting = season.clerk().fetch("/accounts/" + account.path("id").asString()).path("postings").path(0);
        objects.put("ledger", posting.path("transactionId").asString());
        objects.put("audit-chain", posting.path("id").asString());
        String notice = season.clerk().create("/notices", Map.of("villageCode", village, "season", 2026)).path("id")
                .asString();
        objects.put("notices", notice);
        objects.put("objections", season.clerk().create("/notices/" + notice + "/objections",
                Map.of("text", "少算了一分", "householdId", objects.get("households"))).path("id").asString());
        objects.put("users", login(season, Map.of("role", "PROVIDER", "providerId", season.providerId())));
        objects.put("users of households",
                login(season, Map.of("role", "HOUSEHOLD", "householdId", objects.get("households"))));
        objects.put("users of offices", login(season, Map.of("role", "VILLAGE", "regionCode", village)));
        parcel(season, village, objects);
        collective(season, objects);
        more.forEach(one -> one.make(season, objects));
        return objects;
    }

    private static String login(Season season, Map<String, Object> scope) {
        Map<String, Object> user = new LinkedHashMap<>(scope);
        user.put("username", "u-" + UUID.randomUUID().toString().substring(0, 12));
        user.put("displayName", "试验");
        return season.county().create("/users", user).path("id").asString();
    }

    private static void parcel(Season season, String village, Map<String, String> objects) {
        // Each season's parcel lies on ground of its own.
        double west = 110.02 + PARCELS.incrementAndGet() * 0.01;
        String file = String.format(Locale.ROOT, """
                {"type":"Feature","properties":{"DKBM":"%1$s0100001"},"geometry":{"type":"Polygon","coordinates":
                [[[%2$.3f,27.81],[%3$.3f,27.81],[%3$.3f,27.811],[%2$.3f,27.811],[%2$.3f,27.81]]]}}""", village, west,
                west + 0.001);
        ApiClient.Answer done = season.clerk().upload("/imports",
                List.of(ApiClient.Part.file("file", "dk.geojson", file.getBytes(StandardCharsets.UTF_8))));
        objects.put("imports", done.json().path("id").asString());
        objects.put("parcels", first(season.clerk().fetch("/parcels?village=" + village)));
    }

    /** A cooperative of one household, with a vote, a year's books closed, and the list for the bank. */
    private static void collective(Season season, Map<String, String> objects) {
        ApiClient clerk = season.clerk();
        String entity = clerk
                .create("/entities", Map.of("villageCode", season.village().code(), "name", "股份合作社", "kind",
                        "LAND_SHARE_COOPERATIVE", "foundedOn", "2026-01-01", "classes",
                        List.of(Map.of("code", "LAND", "name", "土地股", "guaranteedFenPerShare", 40_000))))
                .path("entity")
                .path("id").asString();
        String path = "/entities/" + entity;
        String holder = clerk.create(path + "/shareholders",
                Map.of("householdId", objects.get("households"), "person", "张一")).path("id").asString();
        clerk.create(path + "/movements", Map.of("kind", "ADMISSION", "effectiveOn", "2026-01-01", "ground", "记录",
                "taken", List.of(), "given",
                List.of(Map.of("shareholderId", holder, "classCode", "LAND", "numerator", 20, "denominator", 1))));
        String vote = clerk.create(path + "/votes",
                Map.of("subject", "PROVISIONS", "question", "公积金 10%", "countedBy", "SHARE", "recordOn", "2026-06-01",
                        "closesOn", "2000-01-01", "reserveBasisPoints", 1000, "welfareBasisPoints", 500))
                .path("vote").path("id").asString();
        clerk.create("/votes/" + vote + "/ballots",
                Map.of("shareholderId", holder, "choice", "YES", "evidence", "举手"));
        clerk.create("/votes/" + vote + "/close", null);
        clerk.create(path + "/bookings", Map.of("season", 2026, "direction", "INCOME", "amountFen", 6_000_000,
                "purpose", "稻谷", "evidence", "发票", "onDate", "2026-10-01"));
        String dividend = clerk.create(path + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"))
                .path("dividend").path("id").asString();
        objects.put("entities", entity);
        objects.put("votes", vote);
        objects.put("dividends", dividend);
        objects.put("payment-lists",
                clerk.create("/dividends/" + dividend + "/payment-lists", null).path("id").asString());
    }

    private static String first(JsonNode list) {
        return list.path("items").path(0).path("id").asString();
    }

    /** Whatever any resource wants to be told, so that what is refused is refused for its scope and not for its form. */
    private Map<String, Object> body(Resource resource, String providerId) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("reason", "核对", "text", "有误", "answer", "已核", "outcome",
                "REJECTED", "side", "COLLECTIVE", "decision", "REFUSED", "validFrom", "2026-08-01", "providerId",
                providerId));
        body.put("prices", List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 9000)));
        body.put("shares", List.of(Map.of("householdCode", "431299001001010001", "numerator", 1, "denominator", 1)));
        body.put("headName", "王大");
        body.put("members", List.of());
        body.putAll(Map.of("name", "二号机", "kind", "收割机", "widthMeters", 2.5, "depotLon", 110.0, "depotLat", 27.8,
                "roadKmh", 15, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8))));
        body.putAll(Map.of("season", 2026, "direction", "COST", "amountFen", 100, "purpose", "稻谷", "evidence", "发票",
                "onDate", "2026-12-20", "recordOn", "2026-12-01", "person", "张二"));
        if (resource.path().endsWith("/movements")) {
            body.put("kind", "ADMISSION");
        }
        more.forEach(one -> body.putAll(one.body(resource.method(), resource.path())));
        return body;
    }

    private ApiClient.Answer ask(ApiClient client, Resource resource, Map<String, String> objects,
            String strangersProvider) {
        String path = resource.path().replace("{z}", "14").replace("{x}", "13198").replace("{y}", "6900");
        if (resource.isOfOneObject()) {
            path = path.replace("{orderId}", objects.getOrDefault("work-orders", ""));
            path = path.replaceAll("\\{[^}]+}", objects.getOrDefault(resource.kind(), ""));
        }
        if (resource.upload()) {
            return client.upload(path, List.of(ApiClient.Part.file("file", "a.csv", new byte[]{1})));
        }
        if (!resource.method().equals("GET")) {
            return client.send(resource.method(), path, body(resource, strangersProvider), Map.of("If-Match", "\"1\""));
        }
        List<String> query = new ArrayList<>(List.of("limit=1000"));
        resource.requiredQuery().forEach(
                name -> query.add(name + (name.equals("on") || name.endsWith("On") ? "=2026-12-01" : "=2026")));
        return client.get(path + "?" + String.join("&", query));
    }

    @Test
    void nobodyMeetsWhatLiesOutsideOfHisScope() throws Exception {
        Season season = harvest.begin();
        Season elsewhere = harvest.begin();
        Map<String, String> objects = objects(season);
        List<Resource> resources = resources();
        assertThat(resources).hasSizeGreaterThan(60);
        assertThat(resources.stream().filter(resource -> resource.requiredQuery().contains("user")))
                .as("resources that ask to be told who asks").isEmpty();
        assertThat(resources.stream().filter(Resource::isOfOneObject).map(Resource::kind).distinct()
                .filter(kind -> !objects.containsKey(kind)))
                .as("kinds of objects that this test must learn to make").isEmpty();
        List<Stranger> strangers = strangers(season, elsewhere, objects);
        List<String> wrong = new ArrayList<>();
        for (Resource resource : resources) {
            if (resource.isOfOneObject() && resource.method().equals("GET")) {
                List<Integer> insiders = List.of(season.clerk(), season.county(), season.provider()).stream()
                        .map(client -> ask(client, resource, objects, elsewhere.providerId()).status()).toList();
                if (!insiders.contains(200)) {
                    wrong.add(resource + " is refused to its own people: " + insiders);
                }
            }
            for (Stranger stranger : strangers) {
                wrong.addAll(leaks(resource, stranger, elsewhere.providerId()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The figure: no leak in 10,000 probes. */
    @Test
    void noLeakInTenThousandProbes() throws Exception {
        Season season = harvest.begin();
        Season elsewhere = harvest.begin();
        Map<String, String> objects = objects(season);
        Set<String> ids = new HashSet<>(season.orders());
        season.village().farms().forEach(farm -> ids.addAll(
                List.of(farm.householdId().toString(), farm.cultivatorId().toString(), farm.fieldId().toString())));
        List<Stranger> strangers = strangers(season, elsewhere, objects);
        List<ScopeProbes.Stranger> probing = strangers.stream().map(stranger -> {
            Set<String> markers = new HashSet<>(stranger.objects.values());
            // A notice on the village's wall names whom it concerns by their ids.
            if (stranger.objects.containsKey("notices")) {
                markers.addAll(ids);
            }
            // The names of regions are public, and every code of a parcel begins with one.
            markers.remove(season.village().code());
            return new ScopeProbes.Stranger(stranger.name, stranger.client, stranger.objects, markers);
        }).toList();
        Map<String, Boolean> mayLook = new LinkedHashMap<>();
        strangers.forEach(stranger -> mayLook.put(stranger.name, stranger.maySeeOffers));
        ScopeProbes probes = new ScopeProbes(document(), probing,
                (method, path) -> body(new Resource(method, path, List.of(), false), elsewhere.providerId()),
                (stranger, operation) -> Boolean.TRUE.equals(mayLook.get(stranger.name())) && isOffer(operation),
                season.village().code());
        long begin = System.nanoTime();
        List<String> leaks = probes.run();
        System.out.printf("scope probes: %d in %d s, leaks: %d, answers by status: %s%n", probes.count(),
                (System.nanoTime() - begin) / 1_000_000_000, leaks.size(), probes.statuses());
        assertThat(leaks).isEmpty();
        assertThat(probes.count()).isGreaterThanOrEqualTo(10_000);
        // Whoever owns them still has them.
        assertThat(season.clerk().fetch("/contracts/" + season.contractId()).path("id").asString())
                .isEqualTo(season.contractId());
    }

    private List<String> leaks(Resource resource, Stranger stranger, String strangersProvider) {
        List<String> leaks = new ArrayList<>();
        if (resource.isOfOneObject()) {
            boolean isOffer = isOffer(resource) && stranger.maySeeOffers;
            if (!isOffer && stranger.objects.containsKey(resource.kind())) {
                ApiClient.Answer answer = ask(stranger.client, resource, stranger.objects, strangersProvider);
                if (answer.status() != 403 && answer.status() != 404) {
                    leaks.add(stranger.name + " " + resource + ": " + answer);
                }
            }
        } else if (resource.method().equals("GET")) {
            String text = ask(stranger.client, resource, stranger.objects, strangersProvider).text();
            stranger.objects.forEach((kind, id) -> {
                boolean isOffer = isOffer(resource) && stranger.maySeeOffers
                        && Set.of("providers", "machines").contains(kind);
                // The names of regions are public, and every code of a parcel begins with one.
                if (text.contains(id) && !isOffer && !kind.equals("villages")) {
                    leaks.add(stranger.name + " sees one of " + kind + " in " + resource);
                }
            });
        }
        return leaks;
    }

    private boolean isOffer(Resource resource) {
        return isOffer(resource.toString());
    }

    private boolean isOffer(String operation) {
        return OFFERS.contains(operation)
                || more.stream().anyMatch(one -> one.openToOthers().contains(operation));
    }

    private List<Stranger> strangers(Season season, Season elsewhere, Map<String, String> objects) {
        String county = season.village().county();
        // A fund is for all villages of its region.
        Set<String> ofTheCounty = new HashSet<>(Set.of("funds"));
        more.forEach(one -> ofTheCounty.addAll(one.ofTheCounty()));
        Map<String, String> ofTheVillage = without(objects, ofTheCounty);
        // The village's bundle, contract, notice and cooperative concern the neighbour too; what is one household's own does not.
        Set<String> ofAllInTheVillage = new HashSet<>(
                Set.of("villages", "bundles", "contracts", "notices", "objections", "providers", "machines", "entities",
                        "votes", "dividends", "payment-lists"));
        more.forEach(one -> ofAllInTheVillage.addAll(one.ofAllInTheVillage()));
        Map<String, String> ofOneHousehold = without(objects, ofAllInTheVillage);
        // A leader reads what hangs on his village's wall, which names its contracts; households are none of his without a duty area.
        Set<String> onTheWall = new HashSet<>(Set.of("notices", "objections", "contracts"));
        more.forEach(one -> onTheWall.addAll(one.ofAllInTheVillage()));
        return List.of(
                new Stranger("village beside", users.office(Role.VILLAGE, season.village().otherCode()), true,
                        ofTheVillage),
                new Stranger("township beside", users.office(Role.TOWNSHIP, county + "102"), true, ofTheVillage),
                new Stranger("county beside", elsewhere.county(), true, objects),
                new Stranger("leader without households", users.office(Role.LEADER, season.village().code()), false,
                        without(objects, onTheWall)),
                new Stranger("other provider", elsewhere.provider(), false, objects),
                new Stranger("operator of another provider", users.operator(UUID.fromString(elsewhere.providerId())),
                        false, objects),
                new Stranger("household of another village",
                        users.household(season.village().other().householdId(), season.village().otherCode()), true,
                        objects),
                new Stranger("household next door",
                        users.household(season.village().farms().get(1).householdId(), season.village().code()), true,
                        ofOneHousehold));
    }

    private static Map<String, String> without(Map<String, String> objects, Set<String> kinds) {
        Map<String, String> rest = new LinkedHashMap<>(objects);
        rest.keySet().removeAll(kinds);
        return rest;
    }
}
