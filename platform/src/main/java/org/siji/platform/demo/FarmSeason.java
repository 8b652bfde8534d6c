package org.siji.platform.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.siji.geo.Area;
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
    private static final double WORTH_A_TRIP_MU = 15;
    private static final long SERVICE_FEE_FEN_PER_MU = 300;
    /** The same seed has to make the same season: the search is ended by its steps. */
    private static final int SEARCH_STEPS = 2000;
    private static final int SEARCH_SECONDS = 120;
    private static final Set<String> SEARCHED = Set.of("WAITING", "RUNNING");
    private static final long POLL_MILLIS = 100;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Map<String, String> needIds = new HashMap<>();

    FarmSeason(SampleCounty sample, People people, CountySetup setup, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
    }

    void needs() {
        int done = 0;
        for (SampleVillage village : sample.villages()) {
            List<SampleNeed> needs = sample.needs().stream()
                    .filter(need -> need.villageCode().equals(village.code()) && !entersItself(need)).toList();
            for (int from = 0; from < needs.size(); from += BATCH) {
                List<SampleNeed> batch = needs.subList(from, Math.min(needs.size(), from + BATCH));
                enter(people.clerk(village.code()), batch);
                done += batch.size();
                progress.step("demo.needs", done, sample.needs().size());
            }
        }
        sample.needs().stream().filter(this::entersItself)
                .forEach(need -> enter(people.findHousehold(need.cultivatorCode()).orElseThrow(), List.of(need)));
        SampleSeason.Cancelled cancelled = sample.season().cancelled();
        people.clerk(villageOfNeed(cancelled.needId())).post("/needs/" + needId(cancelled.needId()) + "/cancel",
                Map.of("reason", words(cancelled.reasonKey())));
    }

    /** Nobody has bundled that yet: it waits. */
    void askForWinterTillage(SampleSeason.Objection household) {
        String year = String.valueOf(sample.season().harvestFrom().getYear());
        people.findHousehold(household.householdCode()).orElseThrow().post("/needs",
                Map.of("fieldId", setup.fieldId(household.fieldId()), "operation", "TILLAGE", "windowFrom",
                        year + "-12-01", "windowTo", year + "-12-20", "enteredFor",
                        setup.cultivatorId(household.householdCode())));
    }

    private boolean entersItself(SampleNeed need) {
        return people.findHousehold(need.cultivatorCode()).isPresent();
    }

    private void enter(HttpApi by, List<SampleNeed> batch) {
        JsonNode ids = by.post("/needs/bulk", Map.of("items", batch.stream().map(this::need).toList())).path("ids");
        for (int i = 0; i < batch.size(); i++) {
            needIds.put(batch.get(i).id(), ids.path(i).asString());
        }
    }

    /**
     * Who has a login asks for itself; the rest goes through the village office: on paper where the sample has a text message, because
     * nobody sends any here.
     */
    private Map<String, Object> need(SampleNeed need) {
        boolean byHand = need.confirmation() == SampleNeed.Confirmation.SELF
                || need.confirmation() == SampleNeed.Confirmation.SMS;
        String kind = entersItself(need) ? "SELF" : byHand ? "SIGNATURE" : need.confirmation().name();
        Map<String, Object> confirmation = new HashMap<>(Map.of("kind", kind, "note", need.enteredByName()));
        if (kind.equals("WITNESS")) {
            confirmation.put("witnessName", words("witness.name"));
            confirmation.put("witnessRole", words("witness.role"));
        }
        return Map.of("fieldId", setup.fieldId(need.fieldId()), "operation", need.operation().name(), "windowFrom",
                need.windowFrom().toString(), "windowTo", need.windowTo().toString(), "season",
                sample.season().harvestFrom().getYear(), "enteredFor", setup.cultivatorId(need.cultivatorCode()),
                "confirmation", confirmation);
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
                }
            }
            byHand(village, clerk);
        }
    }

    /**
     * What stays below the threshold is served at the price of its area, if there is a morning's work in it. The rest stays open, and
     * is shown as left over with the fields that would bridge it.
     */
    private void byHand(SampleVillage village, HttpApi clerk) {
        for (JsonNode group : clerk.get("/bundles/leftovers?village=" + village.code() + "&season="
                + sample.season().harvestFrom().getYear()).path("groups")) {
            if (new Area(group.path("areaSquareMeters").asDouble()).mu() >= WORTH_A_TRIP_MU) {
                List<String> needs = group.path("needs").valueStream().map(need -> need.path("needId").asString())
                        .toList();
                String id = clerk.post("/bundles", Map.of("needIds", needs)).path("id").asString();
                clerk.post("/bundles/" + id + "/close", null);
            }
        }
    }

    private List<SampleOperation> operations(SampleVillage village) {
        return sample.needs().stream().filter(need -> need.villageCode().equals(village.code()))
                .map(SampleNeed::operation).distinct().sorted().toList();
    }

    /** The provider with the lowest price gets the contract; the one that will fail gets the one it is to fail in. */
    void contracts() {
        SampleSeason.Halfway halfway = sample.season().halfway();
        String failing = people.county().get("/needs/" + needId(halfway.needId())).path("bundleId").asString();
        int year = sample.season().harvestFrom().getYear();
        boolean first = true;
        for (SampleVillage village : sample.villages()) {
            HttpApi clerk = people.clerk(village.code());
            for (JsonNode bundle : clerk.list("/bundles?status=CLOSED&season=" + year)) {
                String id = bundle.path("id").asString();
                SampleOperation operation = SampleOperation.valueOf(bundle.path("operation").asString());
                double mu = new Area(bundle.path("contiguousSquareMeters").asDouble()).mu();
                String provider = id.equals(failing)
                        ? halfway.failingProviderCode()
                        : cheapest(operation, mu, village.code());
                JsonNode contract = clerk.post("/contracts",
                        Map.of("bundleId", id, "providerId", setup.providerId(provider), "mode", "FIXED_FEE",
                                "serviceFeeFenPerMu", SERVICE_FEE_FEN_PER_MU));
                if (first && !id.equals(failing)) {
                    signOnPaper(contract.path("id").asString(), clerk, provider);
                    amend(contract.path("id").asString(), clerk, people.provider(provider));
                    first = false;
                } else {
                    sign(contract, village.code(), provider);
                }
            }
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
        sign(contract.path("id").asString(), villageCode, providerCode);
    }

    void sign(String id, String villageCode, String providerCode) {
        people.clerk(villageCode).post("/contracts/" + id + "/send", null);
        sign(people.provider(providerCode), id, "PROVIDER");
        sign(people.clerk(villageCode), id, "COLLECTIVE");
    }

    /** This provider signs with a pen; the clerk keeps the photo of the sheet. */
    private void signOnPaper(String id, HttpApi clerk, String providerCode) {
        clerk.post("/contracts/" + id + "/send", null);
        String sheet = clerk.upload("/evidence", "sheet.png", SignedSheet.photo(),
                Map.of("subjectType", "contracts", "subjectId", id, "kind", "PAPER")).path("id").asString();
        String name = sample.providers().stream().filter(one -> one.code().equals(providerCode)).findFirst()
                .orElseThrow().name();
        clerk.post("/contracts/" + id + "/sign",
                Map.of("side", "PROVIDER", "paper", Map.of("evidenceId", sheet, "signer",
                        name, "signedOn", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString())));
        sign(clerk, id, "COLLECTIVE");
    }

    /** Rain is coming: both sides sign an amendment. */
    private static void amend(String id, HttpApi clerk, HttpApi provider) {
        clerk.post("/contracts/" + id + "/amendment",
                Map.of("reason", words("reason.rain"), "terms", Map.of("clause", words("clause.rain"))));
        sign(provider, id, "PROVIDER");
        sign(clerk, id, "COLLECTIVE");
    }

    private static void sign(HttpApi by, String contractId, String side) {
        by.post("/contracts/" + contractId + "/sign", Map.of("side", side, "password", by.password()));
    }

    /** Has a plan made, and publishes it. @return its id */
    String plan(String providerCode, LocalDate from, LocalDate to) {
        HttpApi provider = people.provider(providerCode);
        String path = "/dispatch-plans/" + provider
                .post("/dispatch-plans", Map.of("providerId", setup.providerId(providerCode),
                        "from", from.toString(), "to", to.toString(), "seconds", SEARCH_SECONDS,
                        "iterations", SEARCH_STEPS))
                .path("id").asString();
        JsonNode search = provider.get(path + "/progress");
        while (SEARCHED.contains(search.path("status").asString())) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            search = provider.get(path + "/progress");
        }
        return provider.post(path + "/publish", Map.of("version", search.path("version").asLong())).path("id")
                .asString();
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
