package org.siji.platform.demo;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleProvider;
import org.siji.sample.SampleSeason;

import tools.jackson.databind.JsonNode;

/** The season's steps in their order, sunshine and mishaps. */
final class Season {

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final FarmSeason farm;
    private final MoneyAndShare money;
    private final Collective collective;
    private final LeaderRound leader;
    private final LandDeals land;
    private final NextSeason next;
    private final Oversight oversight;
    private final VillageOffice office;
    private final Progress progress;
    private final Story story;
    /** Provider code to its plans, one per busy time. */
    private final Map<String, List<String>> plans = new HashMap<>();
    private @Nullable MachineDays machines;
    private @Nullable String failingContract;

    Season(SampleCounty sample, People people, CountySetup setup, Progress progress, Story story) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.farm = new FarmSeason(sample, people, setup, progress);
        this.money = new MoneyAndShare(sample, people, setup, progress, story);
        this.collective = new Collective(sample, people, progress, story);
        this.leader = new LeaderRound(sample, people, progress, story);
        this.land = new LandDeals(sample, people, setup, progress, story);
        this.next = new NextSeason(sample, people, setup, farm, progress, story);
        this.oversight = new Oversight(sample, people, setup, progress, story);
        this.office = new VillageOffice(sample, people, setup, progress, story);
        this.progress = progress;
        this.story = story;
    }

    /**
     * Three households have a phone and a login: one will object, one is cut to a part, one was refused at first. The large grower
     * has one too.
     */
    void needs() {
        SampleSeason season = sample.season();
        for (String needId : List.of(season.objection().needId(), season.partial().needId(),
                season.appealed().needId())) {
            String code = householdOfNeed(needId);
            signIn(code);
        }
        String grower = land.growerFamily().code();
        signIn(grower);
        people.note(grower, progress.text("demo.is-grower"));
        farm.needs();
        leader.walk();
        office.needsInExcel();
        office.withdrawal(householdOfNeed(season.appealed().needId()), field(season.appealed().fieldId()));
    }

    private void signIn(String householdCode) {
        if (people.findHousehold(householdCode).isEmpty()) {
            people.hireHousehold(headName(householdCode), householdCode, setup.householdId(householdCode));
        }
    }

    private String householdOfNeed(String needId) {
        return sample.needs().stream().filter(need -> need.id().equals(needId)).findFirst().orElseThrow()
                .cultivatorCode();
    }

    private String headName(String householdCode) {
        return sample.villages().stream().flatMap(village -> village.households().stream())
                .filter(household -> household.code().equals(householdCode)).findFirst().orElseThrow().head().name();
    }

    void bundles() {
        farm.bundles();
    }

    void contracts() {
        money.fund();
        oversight.papers();
        farm.contracts();
    }

    /** Signing has made them; the season only looks up the one that will break down. */
    void workOrders() {
        failingContract = orderOfNeed(sample.season().halfway().needId()).path("contractId").asString();
    }

    void dispatch() {
        for (SampleProvider provider : sample.providers()) {
            plans.put(provider.code(), plan(provider));
        }
    }

    /** One plan for each time in which windows overlap, of what is issued: spring and autumn are too far apart for one. */
    private List<String> plan(SampleProvider provider) {
        List<Days> windows = new ArrayList<>();
        people.provider(provider.code()).forEach("/work-orders?status=ISSUED", order -> windows.add(new Days(
                LocalDate.parse(order.path("windowFrom").asString()),
                LocalDate.parse(order.path("windowTo").asString()))));
        windows.sort(Comparator.comparing(Days::from));
        Deque<Days> busy = new ArrayDeque<>();
        for (Days window : windows) {
            Days last = busy.peekLast();
            if (last == null || window.from().isAfter(last.to())) {
                busy.add(window);
            } else if (window.to().isAfter(last.to())) {
                busy.removeLast();
                busy.add(new Days(last.from(), window.to()));
            }
        }
        return busy.stream().map(days -> farm.plan(provider.code(), days.from(), days.to())).toList();
    }

    private record Days(LocalDate from, LocalDate to) {}

    void work() {
        // Each provider sends its own logs, all at the same time.
        MachineDays days = machines();
        sample.providers().parallelStream().forEach(provider -> plans.getOrDefault(provider.code(), List.of())
                .forEach(plan -> days.work(plan, provider, failingContract)));
    }

    /** A breakdown with a replacement, a machine in the wrong place, a log that breaks off. */
    void mishaps() {
        SampleSeason season = sample.season();
        // What the first provider did do must be decided before another one takes over the rest.
        money.review();
        replaceFailing(season.halfway());
        JsonNode refused = orderOfNeed(season.refused().needId());
        machines().workMostlyElsewhere(refused.path("id").asString(), providerOf(refused), season.refused().fieldId(),
                season.refused().elsewhereFieldId(), lastDayOf(refused));
        JsonNode appealed = orderOfNeed(season.appealed().needId());
        machines().workAlone(appealed.path("id").asString(), providerOf(appealed), season.appealed().fieldId(),
                season.appealed().firstShare(), season.appealed().firstNoise(), lastDayOf(appealed));
    }

    private void replaceFailing(SampleSeason.Halfway halfway) {
        String village = farm.villageOfNeed(halfway.needId());
        JsonNode contract = people.clerk(village).post("/contracts/" + failingContract + "/replacement",
                Map.of("providerId", setup.providerId(halfway.replacementProviderCode()), "reason",
                        FarmSeason.words(halfway.reasonKey())));
        farm.sign(contract, village, halfway.replacementProviderCode());
        SampleProvider replacement = sample.providers().stream()
                .filter(provider -> provider.code().equals(halfway.replacementProviderCode())).findFirst()
                .orElseThrow();
        for (String plan : plan(replacement)) {
            machines().work(plan, replacement, null);
        }
    }

    void review() {
        money.review();
    }

    /** Settled and paid; then the better log turns up. */
    void money() {
        money.settle();
        land.rents();
        money.pay();
        SampleSeason.Appealed appealed = sample.season().appealed();
        JsonNode order = orderOfNeed(appealed.needId());
        String provider = providerOf(order);
        String track = machines().workAlone(order.path("id").asString(), provider, appealed.fieldId(), 1,
                appealed.secondNoise(), lastDayOf(order));
        money.appeal(order.path("id").asString(), farm.villageOfNeed(appealed.needId()), provider, track);
    }

    /**
     * A sample is inspected, a report is answered, a quarrel is settled, the trustee pays what it has promised, the cooperative shares
     * its surplus, the statements are out; the next season begins, and everything hangs on the wall.
     */
    void share() {
        SampleSeason.Partial partial = sample.season().partial();
        SampleSeason.Objection objection = sample.season().objection();
        JsonNode objected = orderOfNeed(objection.needId());
        oversight.inspections(objected);
        collective.report(objected.path("id").asString(), objection.householdCode(), field(objection.fieldId()));
        JsonNode order = orderOfNeed(partial.needId());
        collective.dispute(order.path("id").asString(), farm.villageOfNeed(partial.needId()),
                householdOfNeed(partial.needId()), providerOf(order));
        String trustee = sample.providers().getFirst().code();
        String entrusting = householdOfNeed(sample.season().appealed().needId());
        people.note(entrusting, progress.text("demo.is-entrusting"));
        land.trusteeship(entrusting, trustee);
        collective.dividend();
        office.undividedShares();
        money.publish();
        money.changeRule();
        next.winterTillage();
        farm.askForWinterTillage(objection);
        next.copies();
        next.servicePackage(objection.householdCode());
        land.idleLand(householdOfNeed(partial.needId()));
        office.productionPlan();
        oversight.notices();
        story.tell("cab", "steps", machines().steps(), "fields", sample.providers().stream()
                .mapToInt(provider -> people.operator(provider.code()).get("/cab").path("stops").size()).sum());
    }

    private SampleField field(String id) {
        return sample.fields().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** The live work order of a need: a replaced contract's cancelled one does not count. */
    private JsonNode orderOfNeed(String sampleNeedId) {
        String need = farm.needId(sampleNeedId);
        String village = farm.villageOfNeed(sampleNeedId);
        return people.clerk(village).list("/work-orders?village=" + village).stream()
                .filter(order -> order.path("needId").asString().equals(need)
                        && !order.path("status").asString().equals("CANCELLED"))
                .findFirst().orElseThrow(() -> new IllegalStateException("no work order for " + sampleNeedId));
    }

    private static LocalDate lastDayOf(JsonNode order) {
        return LocalDate.parse(order.path("windowTo").asString());
    }

    private String providerOf(JsonNode order) {
        return sample.providers().stream()
                .filter(provider -> setup.providerId(provider.code()).equals(order.path("providerId").asString()))
                .findFirst().orElseThrow().code();
    }

    /** How long the server took to measure, decide and bill the logs that were sent so far. */
    long verificationMillis() {
        return machines == null ? 0 : machines.verificationMillis();
    }

    private MachineDays machines() {
        if (machines == null) {
            machines = new MachineDays(sample, people, setup, progress);
        }
        return machines;
    }
}
