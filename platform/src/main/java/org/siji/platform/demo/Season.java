package org.siji.platform.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.sample.NoiseModel;
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
    private final Progress progress;
    /** Provider code to the plan of its season. */
    private final Map<String, String> plans = new HashMap<>();
    private @Nullable MachineDays machines;
    private @Nullable String failingContract;

    Season(SampleCounty sample, People people, CountySetup setup, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.farm = new FarmSeason(sample, people, setup, progress);
        this.money = new MoneyAndShare(sample, people, setup, progress);
        this.progress = progress;
    }

    void needs() {
        farm.needs();
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
            if (!ordersOf(provider).isEmpty()) {
                plans.put(provider.code(), farm.plan(provider.code(), firstDay(), lastDay()));
            }
        }
    }

    private List<JsonNode> ordersOf(SampleProvider provider) {
        return people.provider(provider.code()).list("/work-orders?status=ISSUED");
    }

    private LocalDate firstDay() {
        return sample.needs().stream().map(need -> need.windowFrom()).min(LocalDate::compareTo).orElseThrow();
    }

    private LocalDate lastDay() {
        return sample.needs().stream().map(need -> need.windowTo()).max(LocalDate::compareTo).orElseThrow();
    }

    void work() {
        for (SampleProvider provider : sample.providers()) {
            String plan = plans.get(provider.code());
            if (plan != null) {
                machines().work(plan, provider, failingContract);
            }
        }
    }

    /** A breakdown with a replacement, a machine in the wrong place, a log that breaks off. */
    void mishaps() {
        SampleSeason season = sample.season();
        replaceFailing(season.halfway());
        JsonNode refused = orderOfNeed(season.refused().needId());
        machines().workAlone(refused.path("id").asString(), providerOf(refused), season.refused().elsewhereFieldId(), 1,
                NoiseModel.PRECISE, season.harvestTo());
        JsonNode appealed = orderOfNeed(season.appealed().needId());
        machines().workAlone(appealed.path("id").asString(), providerOf(appealed), season.appealed().fieldId(),
                season.appealed().firstShare(), season.appealed().firstNoise(), season.harvestTo());
    }

    private void replaceFailing(SampleSeason.Halfway halfway) {
        String village = farm.villageOfNeed(halfway.needId());
        JsonNode contract = people.clerk(village).post("/contracts/" + failingContract + "/replacement",
                Map.of("providerId", setup.providerId(halfway.replacementProviderCode()), "reason",
                        FarmSeason.words(halfway.reasonKey())));
        farm.sign(contract, village, halfway.replacementProviderCode());
        String plan = farm.plan(halfway.replacementProviderCode(), firstDay(), lastDay());
        SampleProvider replacement = sample.providers().stream()
                .filter(provider -> provider.code().equals(halfway.replacementProviderCode())).findFirst()
                .orElseThrow();
        machines().work(plan, replacement, null);
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
                appealed.secondNoise(), sample.season().harvestTo());
        money.appeal(order.path("id").asString(), order.path("contractId").asString(),
                farm.villageOfNeed(appealed.needId()), provider, track);
    }

    void share() {
        money.publish();
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

    private String providerOf(JsonNode order) {
        return sample.providers().stream()
                .filter(provider -> setup.providerId(provider.code()).equals(order.path("providerId").asString()))
                .findFirst().orElseThrow().code();
    }

    private MachineDays machines() {
        if (machines == null) {
            machines = new MachineDays(sample, people, setup, progress);
        }
        return machines;
    }
}
