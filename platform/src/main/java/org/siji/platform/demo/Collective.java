package org.siji.platform.demo;

import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Coordinate;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;

import tools.jackson.databind.JsonNode;

/** What the village does together: a share cooperative with its dividend, a report from the field, a dispute that goes up two steps. */
final class Collective {

    private static final int SHAREHOLDERS = 12;
    private static final long INCOME_FEN = 4_800_000;
    private static final long COST_FEN = 1_530_075;
    private static final long SETTLED_FEN = 2_000;

    private final SampleCounty sample;
    private final People people;
    private final Progress progress;
    private final Story story;

    Collective(SampleCounty sample, People people, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.progress = progress;
        this.story = story;
    }

    /** A dozen households of the first village put their land in, vote, and share the year's surplus. */
    void dividend() {
        String village = sample.villages().getFirst().code();
        HttpApi clerk = people.clerk(village);
        int year = sample.season().harvestFrom().getYear();
        String path = "/entities/" + clerk.post("/entities", Map.of("villageCode", village, "name",
                progress.text("demo.cooperative"), "kind", "LAND_SHARE_COOPERATIVE", "foundedOn", year + "-01-01",
                "classes",
                List.of(Map.of("code", "LAND", "name", progress.text("demo.land-share"), "guaranteedFenPerShare",
                        40_000))))
                .path("entity").path("id").asString();
        List<String> holders = clerk.get("/households?limit=" + SHAREHOLDERS + "&village=" + village).path("items")
                .valueStream()
                .map(household -> clerk.post(path + "/shareholders",
                        Map.of("householdId", household.path("id").asString(), "person",
                                household.path("nameMasked").asString()))
                        .path("id").asString())
                .toList();
        int tenths = 10;
        for (String holder : holders) {
            // From 1.0 mu on, each a little more.
            clerk.post(path + "/movements", Map.of("kind", "ADMISSION", "effectiveOn", year + "-01-01", "ground",
                    progress.text("demo.admission"), "taken", List.of(), "given",
                    List.of(Map.of("shareholderId", holder,
                            "classCode", "LAND", "numerator", tenths++, "denominator", 10))));
        }
        JsonNode vote = clerk.post(path + "/votes", Map.of("subject", "PROVISIONS", "question",
                progress.text("demo.provisions"), "countedBy", "HEAD", "recordOn", year + "-06-01", "closesOn",
                year - 1 + "-12-31", "reserveBasisPoints", 1000, "welfareBasisPoints", 500));
        String ballots = "/votes/" + vote.path("vote").path("id").asString();
        holders.forEach(holder -> clerk.post(ballots + "/ballots", Map.of("shareholderId", holder, "choice", "YES",
                "evidence", progress.text("demo.hands"))));
        clerk.post(ballots + "/close", null);
        book(clerk, path, year, "INCOME", INCOME_FEN);
        book(clerk, path, year, "COST", COST_FEN);
        JsonNode made = clerk.post(path + "/dividends", Map.of("season", year, "recordOn", year + "-11-30"));
        clerk.post("/dividends/" + made.path("dividend").path("id").asString() + "/payment-lists", null);
        tellDividend(made);
    }

    /** Provisions, guaranteed rent and dividend must be what there was to share, to the fen. */
    private void tellDividend(JsonNode made) {
        JsonNode sums = made.path("dividend");
        long guaranteed = 0;
        long dividend = 0;
        for (JsonNode line : made.path("lines")) {
            guaranteed += line.path("guaranteedFen").asLong();
            dividend += line.path("dividendFen").asLong();
        }
        story.tell("dividend", "shareholders", made.path("lines").size(), "incomeFen",
                sums.path("incomeFen").asLong(), "costFen", sums.path("costFen").asLong(), "reserveFen",
                sums.path("reserveFen").asLong(), "welfareFen", sums.path("welfareFen").asLong(), "guaranteedFen",
                guaranteed, "dividendFen", dividend, "keptFen", sums.path("keptFen").asLong());
    }

    private void book(HttpApi clerk, String path, int year, String direction, long fen) {
        clerk.post(path + "/bookings",
                Map.of("season", year, "direction", direction, "amountFen", fen, "purpose",
                        progress.text("demo.books." + direction), "evidence", progress.text("demo.payment"), "onDate",
                        year + "-10-31"));
    }

    /** The household does not take what the group proposes, nor what the village proposes; in the township both sides agree. */
    void dispute(String workOrderId, String villageCode, String householdCode, String providerCode) {
        HttpApi household = people.findHousehold(householdCode).orElseThrow();
        HttpApi clerk = people.clerk(villageCode);
        String path = "/disputes/"
                + household.post("/disputes", Map.of("workOrderId", workOrderId, "against", "PROVIDER",
                        "claim", progress.text("demo.dispute"))).path("dispute").path("id").asString();
        for (int step = 0; step < 2; step++) {
            clerk.post(path + "/proposal", Map.of("text", progress.text("demo.dispute-talk")));
            household.post(path + "/answer", Map.of("accepts", false, "text", progress.text("demo.dispute-no")));
            household.post(path + "/escalate", Map.of("text", progress.text("demo.dispute-up")));
        }
        people.township(villageCode).post(path + "/proposal", Map.of("text", progress.text("demo.dispute-pay"),
                "amountFen", SETTLED_FEN, "payer", "PROVIDER", "payee", "HOUSEHOLD"));
        household.post(path + "/answer", Map.of("accepts", true));
        JsonNode outcome = people.provider(providerCode).post(path + "/answer", Map.of("accepts", true));
        if (!outcome.path("dispute").path("status").asString().equals("SETTLED")) {
            throw new IllegalStateException("the dispute should be settled: " + outcome);
        }
        story.tell("dispute", "steps", 2, "level", progress.text("demo.role.TOWNSHIP"), "amountFen", SETTLED_FEN);
    }

    /** With a photo and the place; the village answers. */
    void report(String workOrderId, String householdCode, SampleField field) {
        Coordinate place = field.lonLat().getEnvelopeInternal().centre();
        HttpApi household = people.findHousehold(householdCode).orElseThrow();
        String id = household.post("/reports", Map.of("kind", "BAD_WORK", "words", progress.text("demo.report"),
                "workOrderId", workOrderId, "lon", place.x, "lat", place.y)).path("report").path("id").asString();
        household.upload("/evidence", "field.png", LeaderRound.photo(),
                Map.of("subjectType", "reports", "subjectId", id, "kind", "PHOTO", "lon", String.valueOf(place.x),
                        "lat", String.valueOf(place.y)));
        people.clerk(householdCode.substring(0, 12)).post("/reports/" + id + "/answer",
                Map.of("text", progress.text("demo.report-answer")));
        story.tell("report", "photos", 1, "answered", 1);
    }
}
