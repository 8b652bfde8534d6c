package org.siji.platform.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.sample.SampleCounty;
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
    private final Progress progress;
    /** Provider code to its plans, one per operation. */
    private final Map<String, List<String>> plans = new HashMap<>();
    private @Nullable MachineDays machines;
    private @Nullable String failingContract;

    Season(SampleCounty sample, People people, CountySetup setup, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.farm = new FarmSeason(sample, people, setup, progress);
        this.money = new MoneyAndShare(sample, people, setup, progress);
        this.collective = new Collective(sample, people, progress);
        this.progress = progress;
    }

    /** Three households have a phone and a login: one will object, one is cut to a part, one was refused at first. */
    void needs() {
        SampleSeason season = sample.season();
        for (String needId : List.of(season.objection().needId(), season.partial().needId(),
                season.appealed().needId())) {
            String code = householdOfNeed(needId);
            if (people.findHousehold(code).isEmpty()) {
                people.hireHousehold(headName(code), code, setup.householdId(code));
            }
        }
        collective.dutyRound();
        farm.needs();
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

    /** One plan per operation for what is issued: spring and autumn are too far apart for one. */
    private List<String> plan(SampleProvider provider) {
        Map<String, List<JsonNode>> byOperation = new TreeMap<>();
        for (JsonNode order : people.provider(provider.code()).list("/work-orders?status=ISSUED")) {
            byOperation.computeIfAbsent(order.path("operation").asString(), key -> new ArrayList<>()).add(order);
        }
        List<String> made = new ArrayList<>();
        for (List<JsonNode> orders : byOperation.values()) {
            made.add(farm.plan(provider.code(), day(orders, "windowFrom").min(LocalDate::compareTo).orElseThrow(),
                    day(orders, "windowTo").max(LocalDate::compareTo).orElseThrow()));
        }
        return made;
    }

    private static Stream<LocalDate> day(List<JsonNode> orders, String name) {
        return orders.stream().map(order -> LocalDate.parse(order.path(name).asString()));
    }

    void work() {
        for (SampleProvider provider : sample.providers()) {
            for (String plan : plans.getOrDefault(provider.code(), List.of())) {
                machines().work(plan, provider, failingContract);
            }
        }
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
        money.pay();
        SampleSeason.Appealed appealed = sample.season().appealed();
        JsonNode order = orderOfNeed(appealed.needId());
        String provider = providerOf(order);
        String track = machines().workAlone(order.path("id").asString(), provider, appealed.fieldId(), 1,
                appealed.secondNoise(), lastDayOf(order));
        money.appeal(order.path("id").asString(), farm.villageOfNeed(appealed.needId()), provider, track);
    }

    /**
     * A quarrel is settled, the cooperative shares its surplus, the statements are out; and the next season begins: one household asks
     * for its stubble to be turned in.
     */
    void share() {
        SampleSeason.Partial partial = sample.season().partial();
        JsonNode order = orderOfNeed(partial.needId());
        collective.dispute(order.path("id").asString(), farm.villageOfNeed(partial.needId()),
                householdOfNeed(partial.needId()), providerOf(order));
        collective.dividend();
        money.publish();
        farm.askForWinterTillage(sample.season().objection());
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
