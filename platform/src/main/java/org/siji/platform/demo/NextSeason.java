package org.siji.platform.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.siji.geo.Area;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleProvider;

import tools.jackson.databind.JsonNode;

/**
 * The next season begins before this one is told: needs are copied, a service package is taken, and the winter's tillage goes to a
 * tender, since it costs more than the county's limit, while a small piece of it is awarded directly.
 */
final class NextSeason {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS_AHEAD = 20;
    private static final int WINDOW_DAYS = 12;
    private static final double TENDER_MU = 50;
    private static final int DIRECT_FIELDS = 8;
    private static final int COPIES = 10;
    private static final long LIMIT_FEN = 200_000;
    private static final long FEE_FEN_PER_MU = 300;
    /** Long enough for two offers, short enough to wait for. */
    private static final Duration UNTIL_DEADLINE = Duration.ofSeconds(4);

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final FarmSeason farm;
    private final Progress progress;
    private final Story story;

    NextSeason(SampleCounty sample, People people, CountySetup setup, FarmSeason farm, Progress progress,
            Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.farm = farm;
        this.progress = progress;
        this.story = story;
    }

    /** What the village asked for this year, it asks for again, where nothing has changed. */
    void copies() {
        int year = sample.season().harvestFrom().getYear();
        String village = sample.villages().getFirst().code();
        HttpApi clerk = people.clerk(village);
        List<String> unchanged = new ArrayList<>();
        clerk.get("/need-copies?village=" + village + "&from=" + year + "&to=" + (year + 1)).path("households")
                .forEach(household -> household.path("lines").forEach(line -> {
                    if (line.path("change").asString().equals("NONE")
                            && line.path("operation").asString().equals("HARVEST") && unchanged.size() < COPIES) {
                        unchanged.add(line.path("needId").asString());
                    }
                }));
        int copied = clerk.post("/need-copies", Map.of("villageCode", village, "fromSeason", year, "toSeason", year + 1,
                "needIds", unchanged)).path("ids").size();
        story.tell("copied", "needs", copied, "season", year + 1);
    }

    /** Ploughing, planting and harvest at one price, with one promise; the household takes it for all that it farms. */
    void servicePackage(String householdCode) {
        int next = sample.season().harvestFrom().getYear() + 1;
        HttpApi provider = people.provider(sample.providers().getFirst().code());
        JsonNode offered = provider.post("/packages", Map.of("name", progress.text("demo.package"), "season", next,
                "operations",
                List.of(part("TILLAGE", next + "-06-20", next + "-06-30", 11),
                        part("TRANSPLANTING", next + "-07-10", next + "-07-20", 10),
                        part("HARVEST", next + "-10-20", next + "-10-31", 12)),
                "prices",
                List.of(Map.of("minAreaMu", 0, "fenPerMu", 29_700), Map.of("minAreaMu", 50, "fenPerMu", 19_800)),
                "promise",
                Map.of("kind", "COVERAGE", "value", 95, "refundFenPerMu", 3000, "text",
                        progress.text("demo.package.promise")),
                "villages", List.of(householdCode.substring(0, 12))));
        String path = "/packages/" + offered.path("id").asString();
        provider.post(path + "/publish", null);
        JsonNode taken = people.findHousehold(householdCode).orElseThrow().post(path + "/take", Map.of());
        story.tell("package", "operations", 3, "fields", taken.path("fields").size(), "priceFen",
                taken.path("singleFen").asLong());
    }

    private static Map<String, Object> part(String operation, String from, String to, int weight) {
        return Map.of("operation", operation, "windowFrom", from, "windowTo", to, "weight", weight);
    }

    /** On the fields of a block that was harvested together, the smallest first; the objector asks for himself. */
    void winterTillage() {
        String village = sample.villages().getFirst().code();
        HttpApi clerk = people.clerk(village);
        JsonNode block = blockWorthATender(clerk, village);
        String objector = setup.fieldId(sample.season().objection().fieldId());
        LocalDate today = LocalDate.now(FARM_ZONE);
        List<JsonNode> members = block.path("needs").valueStream()
                .filter(member -> !member.path("fieldId").asString().equals(objector))
                .sorted(Comparator.comparingDouble(member -> member.path("areaSquareMeters").asDouble())).toList();
        List<String> soon = ask(clerk, members.subList(0, DIRECT_FIELDS), today);
        List<String> later = ask(clerk, members.subList(DIRECT_FIELDS, members.size()), today.plusDays(DAYS_AHEAD));
        people.county().post("/award-limits", Map.of("limitFen", LIMIT_FEN, "source",
                progress.text("demo.limit-source"), "validFrom", LocalDate.now(FARM_ZONE).toString()));
        award(village, close(clerk, soon));
        tender(village, close(clerk, later));
    }

    private List<String> ask(HttpApi clerk, List<JsonNode> members, LocalDate from) {
        List<Map<String, Object>> asked = members.stream()
                .map(member -> Map.<String, Object>of("fieldId", member.path("fieldId").asString(), "operation",
                        "TILLAGE", "windowFrom", from.toString(), "windowTo", from.plusDays(WINDOW_DAYS).toString(),
                        "season", from.getYear(), "enteredFor",
                        member.path("cultivatorId").asString(), "confirmation",
                        Map.of("kind", "SIGNATURE", "note", progress.text("demo.winter"))))
                .toList();
        return clerk.post("/needs/bulk", Map.of("items", asked)).path("ids").valueStream().map(JsonNode::asString)
                .toList();
    }

    private JsonNode blockWorthATender(HttpApi clerk, String village) {
        int year = sample.season().harvestFrom().getYear();
        JsonNode smallest = clerk.list("/bundles?village=" + village + "&season=" + year).stream()
                .filter(bundle -> bundle.path("operation").asString().equals("HARVEST")
                        && new Area(bundle.path("contiguousSquareMeters").asDouble()).mu() >= TENDER_MU)
                .min(Comparator.comparingDouble(bundle -> bundle.path("contiguousSquareMeters").asDouble()))
                .orElseThrow();
        return clerk.get("/bundles/" + smallest.path("id").asString());
    }

    private static String close(HttpApi clerk, List<String> needs) {
        String id = clerk.post("/bundles", Map.of("needIds", needs)).path("id").asString();
        clerk.post("/bundles/" + id + "/close", null);
        return id;
    }

    private void award(String village, String bundle) {
        HttpApi clerk = people.clerk(village);
        JsonNode best = clerk.get("/bundles/" + bundle + "/matches").path("matches").valueStream()
                .filter(match -> match.path("directly").asBoolean()).findFirst().orElseThrow();
        JsonNode award = clerk.post("/bundles/" + bundle + "/award",
                Map.of("providerId", best.path("providerId").asString(), "reason", progress.text("demo.award-why"),
                        "serviceFeeFenPerMu", FEE_FEN_PER_MU));
        farm.sign(award.path("contractId").asString(), village, codeOf(award));
        // It begins today: whoever drives the machine finds it on his phone.
        LocalDate today = LocalDate.now(FARM_ZONE);
        farm.plan(codeOf(award), today, today.plusDays(WINDOW_DAYS));
        story.tell("award", "totalFen", award.path("totalFen").asLong(), "limitFen", LIMIT_FEN, "provider",
                best.path("providerName").asString());
    }

    private void tender(String village, String bundle) {
        HttpApi clerk = people.clerk(village);
        OffsetDateTime deadline = OffsetDateTime.now(ZoneOffset.UTC).plus(UNTIL_DEADLINE);
        JsonNode called = clerk.post("/tenders", Map.of("bundleId", bundle, "deadline", deadline.toString(), "criteria",
                progress.text("demo.criteria")));
        String path = "/tenders/" + called.path("tender").path("id").asString();
        List<String> invited = called.path("invited").valueStream().map(one -> one.path("providerId").asString())
                .toList();
        int offers = 0;
        for (SampleProvider provider : sample.providers()) {
            if (invited.contains(setup.providerId(provider.code())) && offers < 3) {
                people.provider(provider.code()).post(path + "/offers", Map.of("fenPerMu", 7_000 - 150 * offers++,
                        "note", progress.text("demo.offer-note")));
            }
        }
        waitUntil(deadline);
        clerk.post(path + "/open", null);
        JsonNode best = people.township(village).post(path + "/open", null).path("offers").valueStream()
                .min(Comparator.comparingLong(offer -> offer.path("fenPerMu").asLong())).orElseThrow();
        JsonNode award = clerk.post(path + "/choose", Map.of("providerId", best.path("providerId").asString(), "reason",
                progress.text("demo.choice-why"), "serviceFeeFenPerMu", FEE_FEN_PER_MU));
        farm.sign(award.path("contractId").asString(), village, codeOf(award));
        story.tell("tender", "offers", offers, "openedBy", clerk.get(path).path("events").valueStream()
                .filter(event -> event.path("status").asString().equals("OPENED")).count() == 1 ? 2 : 0, "priceFen",
                award.path("fenPerMu").asLong(), "totalFen", award.path("totalFen").asLong());
    }

    private static void waitUntil(OffsetDateTime deadline) {
        try {
            Thread.sleep(Math.max(0, Duration.between(OffsetDateTime.now(ZoneOffset.UTC), deadline).toMillis() + 50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String codeOf(JsonNode award) {
        return sample.providers().stream()
                .filter(one -> setup.providerId(one.code()).equals(award.path("providerId").asString())).findFirst()
                .orElseThrow().code();
    }
}
