package org.siji.platform.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.siji.sample.SampleCounty;
import org.siji.sample.SampleNeed;
import org.siji.sample.SampleOperation;
import org.siji.sample.SampleProvider;
import org.siji.sample.SampleSeason;
import org.siji.sample.SampleVillage;
import org.siji.sample.SampleWords;

import tools.jackson.databind.JsonNode;

/** From the need to the dispatch plan: needs entered, bundled, contracted, ordered, planned; one need withdrawn on the way. */
final class FarmSeason {

    private static final int BATCH = 500;
    private static final long SERVICE_FEE_FEN_PER_MU = 300;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Map<String, String> needIds = new HashMap<>();
    private final List<String> bundleIds = new ArrayList<>();

    FarmSeason(SampleCounty sample, People people, CountySetup setup, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
    }

    void needs() {
        int done = 0;
        for (SampleVillage village : sample.villages()) {
            List<SampleNeed> needs = sample.needs().stream().filter(need -> need.villageCode().equals(village.code()))
                    .toList();
            for (int from = 0; from < needs.size(); from += BATCH) {
                List<SampleNeed> batch = needs.subList(from, Math.min(needs.size(), from + BATCH));
                JsonNode ids = people.clerk(village.code())
                        .post("/needs/bulk", Map.of("items", batch.stream().map(this::need).toList())).path("ids");
                for (int i = 0; i < batch.size(); i++) {
                    needIds.put(batch.get(i).id(), ids.path(i).asString());
                }
                done += batch.size();
                progress.step("demo.needs", done, sample.needs().size());
            }
        }
        SampleSeason.Cancelled cancelled = sample.season().cancelled();
        people.clerk(villageOfNeed(cancelled.needId())).post("/needs/" + needId(cancelled.needId()) + "/cancel",
                Map.of("reason", words(cancelled.reasonKey())));
    }

    /** All entries go through the village office here: a household's own word came by text message then. */
    private Map<String, Object> need(SampleNeed need) {
        String confirmation = need.confirmation() == SampleNeed.Confirmation.SELF ? "SMS" : need.confirmation().name();
        return Map.of("fieldId", setup.fieldId(need.fieldId()), "operation", need.operation().name(), "windowFrom",
                need.windowFrom().toString(), "windowTo", need.windowTo().toString(), "season",
                sample.season().harvestFrom().getYear(),
                "enteredFor", setup.cultivatorId(need.cultivatorCode()), "confirmation",
                Map.of("kind", confirmation, "note", need.enteredByName()));
    }

    void bundles() {
        for (SampleVillage village : sample.villages()) {
            HttpApi clerk = people.clerk(village.code());
            for (SampleOperation operation : operations(village)) {
                JsonNode proposal = clerk.post("/bundles/propose", Map.of("villageCode", village.code(), "operation",
                        operation.name(), "season", sample.season().harvestFrom().getYear()));
                for (JsonNode bundle : proposal.path("bundles")) {
                    String id = bundle.path("id").asString();
                    clerk.post("/bundles/" + id + "/close", null);
                    bundleIds.add(id);
                }
            }
        }
    }

    private List<SampleOperation> operations(SampleVillage village) {
        return sample.needs().stream().filter(need -> need.villageCode().equals(village.code()))
                .map(SampleNeed::operation).distinct().sorted().toList();
    }

    /** The provider with the lowest price gets the contract; the one that will fail gets the one it is to fail in. */
    void contracts() {
        String halfwayNeed = needId(sample.season().halfway().needId());
        for (String bundleId : bundleIds) {
            JsonNode bundle = people.county().get("/bundles/" + bundleId);
            boolean fails = false;
            for (JsonNode need : bundle.path("needs")) {
                fails |= need.path("needId").asString().equals(halfwayNeed);
            }
            SampleOperation operation = SampleOperation.valueOf(bundle.path("operation").asString());
            double mu = bundle.path("contiguousSquareMeters").asDouble() * 15 / 10_000;
            String provider = fails
                    ? sample.season().halfway().failingProviderCode()
                    : cheapest(operation, mu, bundle.path("villageCode").asString());
            JsonNode contract = people.clerk(bundle.path("villageCode").asString()).post("/contracts",
                    Map.of("bundleId", bundleId, "providerId", setup.providerId(provider), "mode", "FIXED_FEE",
                            "serviceFeeFenPerMu", SERVICE_FEE_FEN_PER_MU));
            sign(contract, bundle.path("villageCode").asString(), provider);
        }
    }

    private String cheapest(SampleOperation operation, double mu, String villageCode) {
        SampleProvider best = null;
        for (SampleProvider provider : sample.providers()) {
            boolean offers = provider.prices().stream().anyMatch(price -> price.operation() == operation)
                    && provider.machines().stream().anyMatch(machine -> machine.operation() == operation);
            if (offers && (best == null || compare(provider, best, operation, mu, villageCode) < 0)) {
                best = provider;
            }
        }
        return Objects.requireNonNull(best, () -> "nobody offers " + operation).code();
    }

    /** Price first; at the same price the provider from this village's township. */
    private static int compare(SampleProvider a, SampleProvider b, SampleOperation operation, double mu,
            String village) {
        int byPrice = a.getPrice(operation, mu).compareTo(b.getPrice(operation, mu));
        return byPrice != 0
                ? byPrice
                : Boolean.compare(b.homeVillageCode().startsWith(village.substring(0, 9)),
                        a.homeVillageCode().startsWith(village.substring(0, 9)));
    }

    void sign(JsonNode contract, String villageCode, String providerCode) {
        String id = contract.path("id").asString();
        people.clerk(villageCode).post("/contracts/" + id + "/send", null);
        people.provider(providerCode).post("/contracts/" + id + "/sign", Map.of("side", "PROVIDER"));
        people.clerk(villageCode).post("/contracts/" + id + "/sign", Map.of("side", "COLLECTIVE"));
    }

    /** @return the plan's id */
    String plan(String providerCode, LocalDate from, LocalDate to) {
        return people.provider(providerCode)
                .post("/dispatch-plans", Map.of("providerId", setup.providerId(providerCode),
                        "from", from.toString(), "to", to.toString()))
                .path("id").asString();
    }

    String needId(String sampleId) {
        return Objects.requireNonNull(needIds.get(sampleId), () -> "no need " + sampleId);
    }

    String villageOfNeed(String sampleId) {
        return sample.needs().stream().filter(need -> need.id().equals(sampleId)).findFirst().orElseThrow()
                .villageCode();
    }

    static String words(String key) {
        return SampleWords.getText(key, Locale.CHINESE);
    }
}
