package org.siji.platform.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleSeason;
import org.siji.sample.SampleVillage;

import tools.jackson.databind.JsonNode;

/** From acceptance to the share: reviews, settlements, payments, an appeal after payment, public notices and an objection. */
final class MoneyAndShare {

    private static final double NEARLY_WHOLE = 0.9;
    /** So that the rules are compared, and not the budget's end. */
    private static final long ENOUGH_FEN = 100_000_000;
    private static final int MOST_LOOKS = 2400;
    private static final int BETWEEN_LOOKS_MILLIS = 250;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Story story;

    MoneyAndShare(SampleCounty sample, People people, CountySetup setup, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
        this.story = story;
    }

    /** The county puts a limit on what it can give, before anybody claims. */
    void fund() {
        SampleSeason.Fund fund = sample.season().fund();
        people.county().post("/funds",
                Map.of("name", FarmSeason.words(fund.nameKey()), "operation", fund.operation().name(), "season",
                        sample.season().harvestFrom().getYear(), "budgetFen", fund.limit().fen(),
                        "justification", progress.text("demo.fund-why"), "rule",
                        Map.of("fenPerMu", fund.perMu().fen(), "minCoverage", 0.9)));
    }

    /** What the rules could not decide, the village looks at: nearly whole is whole, the rest is paid by what was measured. */
    void review() {
        for (SampleVillage village : sample.villages()) {
            HttpApi clerk = people.clerk(village.code());
            for (JsonNode order : clerk.list("/work-orders?village=" + village.code() + "&status=IN_REVIEW")) {
                String id = order.path("id").asString();
                JsonNode measurements = clerk.get("/work-orders/" + id + "/measured-work").path("measurements");
                JsonNode last = measurements.path(measurements.size() - 1);
                Map<String, Object> decision = new HashMap<>(Map.of("reason", progress.text("demo.reviewed")));
                if (last.path("coverage").asDouble() > NEARLY_WHOLE) {
                    decision.put("decision", "ACCEPTED");
                } else {
                    decision.put("decision", "ACCEPTED_IN_PART");
                    decision.put("payableCentimu",
                            PayableArea.of(new Area(last.path("coveredSquareMeters").asDouble())).centimu());
                }
                clerk.post("/work-orders/" + id + "/review", decision);
            }
        }
    }

    /** The whole season in one go; the platform works through it by itself. */
    void settle() {
        String path = "/season-settlements/"
                + people.county().post("/season-settlements", Map.of("season", year())).path("id").asString();
        JsonNode run = people.county().get(path);
        for (int i = 0; i < MOST_LOOKS && run.path("endedAt").asString("").isEmpty(); i++) {
            progress.step("demo.settling", run.path("settled").asLong(), run.path("contracts").asLong());
            pause();
            run = people.county().get(path);
        }
        story.tell("settlement", "contracts", run.path("settled").asLong(), "waiting", run.path("waits").asLong(),
                "bills", run.path("bills").asLong(), "sharedFen", run.path("sharedFen").asLong());
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int year() {
        return sample.season().harvestFrom().getYear();
    }

    /** The county tries two rules on this season's work before it decides, and puts the cheaper one in force for claims from now on. */
    void changeRule() {
        String fund = "/funds/" + people.county().get("/funds?season=" + year()).path("items").path(0).path("id")
                .asString();
        Map<String, Object> capped = Map.of("fenPerMu", 2_000, "minCoverage", 0.9, "capFenPerHousehold", 5_000);
        JsonNode before = people.county().post(fund + "/simulations",
                Map.of("budgetFen", ENOUGH_FEN, "rule", Map.of("fenPerMu", 2_000, "minCoverage", 0.9)));
        JsonNode after = people.county().post(fund + "/simulations", Map.of("budgetFen", ENOUGH_FEN, "rule", capped));
        people.county().post(fund + "/rules",
                Map.of("baseVersion", 1, "reason", progress.text("demo.rule-why"), "rule", capped));
        story.tell("rule", "version", 2, "beforeFen", before.path("costFen").asLong(), "afterFen",
                after.path("costFen").asLong(), "lines", after.path("lines").asLong());
    }

    /** Households pay what they owe, but for the one that objects; providers and collectives get what is theirs. */
    void pay() {
        String objector = setup.cultivatorId(sample.season().objection().householdCode());
        String day = sample.season().harvestTo().plusDays(14).toString();
        sample.villages().parallelStream().forEach(village -> {
            HttpApi clerk = people.clerk(village.code());
            List<JsonNode> accounts = new ArrayList<>(
                    clerk.list("/accounts?kind=CULTIVATOR&village=" + village.code()));
            accounts.removeIf(account -> account.path("ownerId").asString().equals(objector));
            accounts.addAll(clerk.list("/accounts?kind=VILLAGE&village=" + village.code()));
            int done = 0;
            for (JsonNode account : accounts) {
                pay(clerk, account, day);
                progress.step("demo.payments", ++done, accounts.size());
            }
        });
        people.county().forEach("/accounts?kind=PROVIDER", account -> pay(people.county(), account, day));
    }

    private void pay(HttpApi payer, JsonNode account, String day) {
        long balance = account.path("balanceFen").asLong();
        if (balance != 0) {
            payer.post("/payments",
                    Map.of("accountKind", account.path("kind").asString(), "ownerId",
                            account.path("ownerId").asString(),
                            "amountFen", Math.abs(balance), "direction", balance < 0 ? "IN" : "OUT", "evidence",
                            progress.text("demo.payment"), "onDate", day));
        }
    }

    /** A better log turns up after everybody has been paid: measured again, and what differs is posted against. */
    void appeal(String workOrderId, String villageCode, String providerCode, String betterTrackId) {
        JsonNode appeal = people.provider(providerCode).post("/appeals", Map.of("workOrderId", workOrderId, "reason",
                progress.text("demo.appeal"), "trackIds", List.of(betterTrackId)));
        HttpApi clerk = people.clerk(villageCode);
        JsonNode outcome = clerk.post("/appeals/" + appeal.path("id").asString() + "/measure", null);
        if (!outcome.path("status").asString().equals("CHANGED")) {
            throw new IllegalStateException("the appeal should have changed the result: " + outcome);
        }
        // Should the better log come close to a threshold, people decide. The contract is settled anew by itself.
        review();
    }

    void publish() {
        SampleSeason.Objection objection = sample.season().objection();
        for (SampleVillage village : sample.villages()) {
            HttpApi clerk = people.clerk(village.code());
            JsonNode notice = clerk.post("/notices",
                    Map.of("villageCode", village.code(), "season", sample.season().harvestFrom().getYear(),
                            "objectionDays", 7));
            if (objection.householdCode().startsWith(village.code())) {
                HttpApi household = people.findHousehold(objection.householdCode()).orElseThrow();
                JsonNode made = household.post("/notices/" + notice.path("id").asString() + "/objections",
                        Map.of("text", FarmSeason.words(objection.reasonKey())));
                clerk.post("/objections/" + made.path("id").asString() + "/answer",
                        Map.of("answer", progress.text("demo.answer"), "outcome", "REJECTED"));
            }
            clerk.get("/villages/" + village.code() + "/statements?season=" + sample.season().harvestFrom().getYear());
        }
    }
}
