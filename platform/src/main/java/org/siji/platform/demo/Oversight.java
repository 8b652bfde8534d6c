package org.siji.platform.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Coordinate;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleProvider;

import tools.jackson.databind.JsonNode;

/** Who looks after the work and after the village: inspected papers, work inspected by a drawn sample, and what hangs on the wall. */
final class Oversight {

    private static final String PAPER = "DRIVER_LICENCE";

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Story story;

    Oversight(SampleCounty sample, People people, CountySetup setup, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
        this.story = story;
    }

    private int year() {
        return sample.season().harvestFrom().getYear();
    }

    /** The county asks harvesters for a licence; each provider brings it once, it is inspected once, and a public code shows that. */
    void papers() {
        people.county().post("/paper-requirements", Map.of("kind", PAPER, "required", true, "operations",
                List.of("HARVEST"), "validFrom", year() + "-01-01", "source", progress.text("demo.paper-source")));
        int inspected = 0;
        for (SampleProvider provider : sample.providers()) {
            String path = "/providers/" + setup.providerId(provider.code());
            HttpApi own = people.provider(provider.code());
            String paper = own.post(path + "/papers", Map.of("kind", PAPER, "number",
                    sample.code() + (10_000_000 + ++inspected), "holderName", provider.contactName(), "issuedBy",
                    progress.text("demo.paper-office"), "validFrom", year() - 2 + "-05-01", "validTo",
                    year() + 4 + "-05-01")).path("id").asString();
            own.upload("/evidence", "licence.png", SignedSheet.photo(),
                    Map.of("subjectType", "papers", "subjectId", paper, "kind", "PAPER"));
            people.county().post("/papers/" + paper + "/inspections",
                    Map.of("passed", true, "reason", progress.text("demo.paper-seen")));
            own.post(path + "/code", Map.of());
        }
        story.tell("papers", "inspected", inspected);
    }

    /** The township draws a sample of one contract's fields, goes there, and finds too much grain lost on one of them. */
    void inspections(JsonNode order) {
        HttpApi township = people.township(order.path("villageCode").asString());
        String plan = township
                .post("/inspection-plans",
                        Map.of("season", year(), "operation", order.path("operation").asString(), "contractId",
                                order.path("contractId").asString(), "reason", progress.text("demo.inspection-why")))
                .path("id")
                .asString();
        township.post("/inspection-plans/" + plan + "/draw", null);
        int passed = 0;
        List<JsonNode> drawn = township.list("/inspections?plan=" + plan);
        for (JsonNode line : drawn) {
            JsonNode inspection = line.path("inspection");
            String id = inspection.path("id").asString();
            Coordinate place = placeOf(inspection.path("fieldId").asString());
            township.upload("/evidence", "field.png", LeaderRound.photo(), Map.of("subjectType", "inspections",
                    "subjectId", id, "kind", "PHOTO"));
            boolean tooMuchLost = line.equals(drawn.getFirst());
            JsonNode done = township.post("/inspections/" + id + "/result", Map.of("values",
                    findings(tooMuchLost ? "4.2" : "1.6"), "lon", place.x, "lat", place.y));
            if (done.path("line").path("inspection").path("passed").asBoolean()) {
                passed++;
            } else {
                township.post("/inspections/" + id + "/leave", Map.of("reason", progress.text("demo.inspection-talk")));
            }
        }
        story.tell("inspections", "drawn", drawn.size(), "passed", passed, "failed", drawn.size() - passed);
    }

    private Coordinate placeOf(String fieldId) {
        return sample.fields().stream().filter(field -> setup.fieldId(field.id()).equals(fieldId)).findFirst()
                .map(SampleField::lonLat).orElseThrow().getInteriorPoint().getCoordinate();
    }

    private static List<Map<String, Object>> findings(String lossPercent) {
        List<Map<String, Object>> values = new ArrayList<>(
                List.of(value("LOSS_PERCENT", 1, lossPercent), value("BROKEN_PERCENT", 1, "0.8"),
                        value("IMPURITY_PERCENT", 1, "1.2"), value("NOTHING_LEFT", 1, "1")));
        for (int point = 1; point <= 5; point++) {
            values.add(value("STUBBLE_CM", point, String.valueOf(12 + point)));
        }
        return values;
    }

    private static Map<String, Object> value(String item, int point, String value) {
        return Map.of("item", item, "point", point, "value", value);
    }

    /** Everything that was decided in the first village and does not hang on its wall yet. */
    void notices() {
        String village = sample.villages().getFirst().code();
        HttpApi clerk = people.clerk(village);
        int hung = 0;
        for (JsonNode decided : clerk.get("/notices/unpublished?season=" + year() + "&village=" + village)
                .path("items")) {
            clerk.post("/notices", Map.of("kind", decided.path("kind").asString(), "subjectId",
                    decided.path("subjectId").asString(), "villageCode", village, "season", year()));
            hung++;
        }
        story.tell("notices", "published", hung);
    }
}
