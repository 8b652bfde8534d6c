package org.siji.platform.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.sheets.SheetWriter;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleHousehold;
import org.siji.sample.SampleVillage;

import tools.jackson.databind.JsonNode;

/** The clerk's own work: a list in Excel, shares of land that was never parcelled out, and next year's plan. */
final class VillageOffice {

    private static final int ROWS = 6;
    private static final int BATCH = 500;
    private static final String CROP = "晚稻";
    private static final long UNDIVIDED_CENTIMU = 8_600;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Story story;

    VillageOffice(SampleCounty sample, People people, CountySetup setup, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
        this.story = story;
    }

    private int year() {
        return sample.season().harvestFrom().getYear();
    }

    /** As the clerk keeps it, with a date that no calendar knows: that row is named, the others are taken. */
    void needsInExcel() {
        SampleVillage village = sample.villages().getFirst();
        HttpApi clerk = people.clerk(village.code());
        Set<String> families = village.households().stream().map(SampleHousehold::code).collect(Collectors.toSet());
        List<SampleField> fields = village.fields().reversed().stream()
                .filter(field -> field.kind() == SampleField.Kind.WHOLE_PARCEL
                        && families.contains(field.cultivatorCode()))
                .limit(ROWS).toList();
        List<SheetWriter.Line> rows = new ArrayList<>();
        for (SampleField field : fields) {
            List<@Nullable Object> cells = Arrays.asList(field.cultivatorCode(), field.name(),
                    progress.text("operation.PLANT_PROTECTION"), year() + "-09-05",
                    rows.isEmpty() ? progress.text("demo.excel.wrong-day") : year() + "-09-15",
                    progress.text("demo.excel.signed"));
            rows.add(new SheetWriter.Line(cells, false));
        }
        byte[] file = new SheetWriter().add(progress.text("demo.excel"), List.of(),
                Arrays.stream(progress.text("demo.excel.heads").split(",")).map(head -> SheetWriter.Column.of(head, 14))
                        .toList(),
                rows).write();
        JsonNode tried = clerk.upload("/need-files", progress.text("demo.excel") + ".xlsx", file,
                Map.of("village", village.code(), "season", String.valueOf(year())));
        clerk.post("/need-files/" + tried.path("id").asString() + "/take", Map.of("onlyGood", true));
        story.tell("excel", "rows", rows.size(), "taken", tried.path("freshRows").asInt(), "wrong",
                tried.path("wrongRows").asInt());
    }

    /** A household has thought better of it. */
    void withdrawal(String householdCode, SampleField field) {
        HttpApi household = people.findHousehold(householdCode).orElseThrow();
        String need = household.post("/needs", Map.of("fieldId", setup.fieldId(field.id()), "operation",
                "PLANT_PROTECTION", "windowFrom", year() + "-09-05", "windowTo", year() + "-09-15", "season", year(),
                "enteredFor", setup.cultivatorId(householdCode))).path("id").asString();
        household.post("/needs/" + need + "/withdraw", Map.of("reason", progress.text("demo.withdraw")));
        story.tell("withdrawn", "needs", 1);
    }

    /** The last village keeps a part of its land undivided: each household holds a share by its heads, and no parcel. */
    void undividedShares() {
        SampleVillage village = sample.villages().getLast();
        HttpApi clerk = people.clerk(village.code());
        String path = "/entities/" + clerk.post("/entities",
                Map.of("villageCode", village.code(), "name", progress.text("demo.undivided"), "kind",
                        "SHARES_WITHOUT_PARCELS", "foundedOn", year() + "-01-01", "classes",
                        List.of(Map.of("code", "HEAD", "name", progress.text("demo.head-share")))))
                .path("entity").path("id").asString();
        List<Map<String, Object>> heads = village.households().stream()
                .map(household -> Map.<String, Object>of("householdId", setup.householdId(household.code()), "heads",
                        household.members().size()))
                .toList();
        clerk.post(path + "/allotments", Map.of("effectiveOn", year() + "-01-01", "ground",
                progress.text("demo.admission"), "classCode", "HEAD", "numerator", 1, "households", heads));
        clerk.post(path + "/land", Map.of("areaCentimu", UNDIVIDED_CENTIMU, "validFrom", year() + "-01-01", "ground",
                progress.text("demo.undivided-survey")));
        JsonNode register = clerk.get(path + "/holdings?on=" + year() + "-06-01");
        story.tell("undivided", "households", heads.size(), "shares",
                register.path("total").path("numerator").asLong(), "mu", UNDIVIDED_CENTIMU / 100);
    }

    /** What grew this year is recorded, next year's plan is drafted from it, and the villagers' assembly agrees. */
    void productionPlan() {
        SampleVillage village = sample.villages().getFirst();
        HttpApi clerk = people.clerk(village.code());
        List<Map<String, String>> crops = village.fields().stream()
                .map(field -> Map.of("fieldId", setup.fieldId(field.id()), "crop", CROP)).toList();
        for (int from = 0; from < crops.size(); from += BATCH) {
            clerk.post("/crop-seasons/bulk", Map.of("season", year(), "items",
                    crops.subList(from, Math.min(crops.size(), from + BATCH))));
        }
        JsonNode plan = clerk.post("/production-plans", Map.of("villageCode", village.code(), "season", year() + 1));
        clerk.post("/production-plans/" + plan.path("plan").path("id").asString() + "/agree",
                Map.of("reason", progress.text("demo.plan-agreed")), plan.path("plan").path("edition").asLong());
        JsonNode line = plan.path("lines").path(0);
        story.tell("plan", "season", year() + 1, "mu", line.path("centimu").asLong() / 100, "weeks",
                line.path("weeks").size());
    }
}
