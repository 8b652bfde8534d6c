package org.siji.platform.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleMachine;
import org.siji.sample.SampleOperation;
import org.siji.sample.SampleProvider;
import org.siji.sample.SampleSeason;
import org.siji.sample.track.FieldWork;
import org.siji.sample.track.IsoXmlWriter;
import org.siji.sample.track.SimulatedTrack;
import org.siji.sample.track.TrackCsv;
import org.siji.sample.track.TrackSimulator;
import org.siji.sample.track.Trip;

import tools.jackson.databind.JsonNode;

/**
 * What the machines did on the days of the plan, and the logs that their terminals sent. Some days go wrong the way
 * {@link SampleSeason} says.
 */
final class MachineDays {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final double BARELY_BEGUN = 0.15;

    private final SampleCounty sample;
    private final People people;
    private final CountySetup setup;
    private final Progress progress;
    private final Map<String, SampleField> fieldsById = new HashMap<>();
    private final CabSteps steps = new CabSteps();
    private final AtomicLong logs = new AtomicLong();
    private final AtomicLong verificationMillis = new AtomicLong();

    MachineDays(SampleCounty sample, People people, CountySetup setup, Progress progress) {
        this.sample = sample;
        this.people = people;
        this.setup = setup;
        this.progress = progress;
        sample.fields().forEach(field -> fieldsById.put(setup.fieldId(field.id()), field));
    }

    /** A work order as the plan names it. */
    private record Stop(String machineId, LocalDate day, int sequence, String workOrderId, String contractId,
            SampleField field) {}

    private List<Stop> read(String planId, HttpApi provider, String providerId) {
        Map<String, JsonNode> orders = new HashMap<>();
        provider.forEach("/work-orders?provider=" + providerId,
                order -> orders.put(order.path("id").asString(), order));
        List<Stop> stops = new ArrayList<>();
        for (JsonNode stop : provider.get("/dispatch-plans/" + planId).path("stops")) {
            JsonNode order = orders.get(stop.path("orderId").asString());
            SampleField field = order == null ? null : fieldsById.get(order.path("fieldId").asString());
            if (order == null || field == null) {
                throw new IllegalStateException("the plan names an unknown work order: " + stop);
            }
            stops.add(new Stop(stop.path("machineId").asString(), LocalDate.parse(stop.path("day").asString()),
                    stop.path("sequence").asInt(), order.path("id").asString(), order.path("contractId").asString(),
                    field));
        }
        return stops;
    }

    /**
     * Works a plan and sends one log per machine and day.
     *
     * @param failingContract the contract of which only the season's {@code workedShare} gets done, or null
     */
    void work(String planId, SampleProvider provider, @Nullable String failingContract) {
        HttpApi api = people.provider(provider.code());
        List<Stop> plan = read(planId, api, setup.providerId(provider.code()));
        Map<String, FieldWork> done = whatIsDone(plan, failingContract);
        Map<String, List<Stop>> days = new TreeMap<>();
        Set<String> begun = new HashSet<>();
        for (Stop stop : plan) {
            // Work that goes on the next day stands in the plan twice, and is done once.
            if (done.containsKey(stop.workOrderId()) && begun.add(stop.workOrderId())) {
                days.computeIfAbsent(stop.day() + " " + stop.machineId(), key -> new ArrayList<>()).add(stop);
            }
        }
        Deque<List<Stop>> left = new ArrayDeque<>(days.values());
        CompletableFuture<Log> next = recordNext(left, provider, done);
        // The first village's operators have the page of their phone open.
        steps.work(people.operator(provider.code()), days.values().stream().flatMap(List::stream)
                .filter(stop -> stop.field().parcelCodes().getFirst()
                        .startsWith(sample.villages().getFirst().code()))
                .map(Stop::workOrderId).toList());
        for (int sent = 1; sent <= days.size(); sent++) {
            Log log = next.join();
            // While the server measures one day, the next one is driven.
            next = recordNext(left, provider, done);
            send(api, log, null);
            progress.step("demo.logs", sent, days.size());
        }
    }

    /** What a terminal sends. */
    private record Log(String machineId, String fileName, byte[] content) {}

    private CompletableFuture<Log> recordNext(Deque<List<Stop>> left, SampleProvider provider,
            Map<String, FieldWork> done) {
        List<Stop> day = left.poll();
        if (day == null) {
            return CompletableFuture.failedFuture(new NoSuchElementException("no more days"));
        }
        List<FieldWork> works = day.stream().sorted(Comparator.comparingInt(Stop::sequence))
                .map(stop -> done.get(stop.workOrderId())).map(Objects::requireNonNull).toList();
        SampleMachine machine = machine(provider, day.getFirst().machineId());
        Trip trip = Trip.fromDepot(machine, start(day.getFirst().day()), works);
        long number = logs.getAndIncrement();
        return CompletableFuture
                .supplyAsync(() -> log(day.getFirst().machineId(), trip, NoiseModel.PRECISE, number));
    }

    /** Every other terminal writes task data, the rest CSV. */
    private Log log(String machineId, Trip trip, NoiseModel noise, long number) {
        SimulatedTrack track = TrackSimulator.simulate(trip, noise, sample.seed() * 31 + number);
        boolean isoXml = number % 2 == 0;
        return new Log(machineId, trip.machine().code() + "-" + number + (isoXml ? ".zip" : ".csv"),
                isoXml ? IsoXmlWriter.writeZip(track, FARM_ZONE) : TrackCsv.write(track.track()));
    }

    private Map<String, FieldWork> whatIsDone(List<Stop> plan, @Nullable String failingContract) {
        SampleSeason season = sample.season();
        double failingArea = plan.stream()
                .filter(stop -> stop.contractId().equals(failingContract))
                .mapToDouble(stop -> stop.field().area().squareMeters()).sum();
        double left = failingArea * season.halfway().workedShare();
        Map<String, FieldWork> done = new HashMap<>();
        for (Stop stop : plan) {
            String id = stop.field().id();
            if (id.equals(season.refused().fieldId()) || id.equals(season.appealed().fieldId())) {
                continue; // These two have a day of their own.
            }
            double share = id.equals(season.partial().fieldId()) ? season.partial().workedShare() : 1;
            if (stop.contractId().equals(failingContract)) {
                double area = stop.field().area().squareMeters();
                if (left <= 0) {
                    continue;
                }
                // The machine stops for good in the middle of a field, before half of it is done.
                share = left >= area ? share : 0.4;
                left -= area;
            }
            done.put(stop.workOrderId(), new FieldWork(id, stop.field().lonLat(), 0, share));
        }
        return done;
    }

    /**
     * One machine on one field, with a log that is sent for the work order.
     *
     * @return the track's id
     */
    String workAlone(String workOrderId, String providerCode, String fieldId, double toShare, NoiseModel noise,
            LocalDate day) {
        return work(workOrderId, providerCode, List.of(part(fieldId, toShare)), noise, day);
    }

    /** The machine only begins the field, and then works another one. */
    void workMostlyElsewhere(String workOrderId, String providerCode, String fieldId, String elsewhereFieldId,
            LocalDate day) {
        work(workOrderId, providerCode, List.of(part(fieldId, BARELY_BEGUN), part(elsewhereFieldId, 1)),
                NoiseModel.PRECISE, day);
    }

    private FieldWork part(String fieldId, double toShare) {
        SampleField field = sample.fields().stream().filter(f -> f.id().equals(fieldId)).findFirst().orElseThrow();
        return new FieldWork(fieldId, field.lonLat(), 0, toShare);
    }

    private String work(String workOrderId, String providerCode, List<FieldWork> works, NoiseModel noise,
            LocalDate day) {
        SampleProvider provider = sample.providers().stream().filter(p -> p.code().equals(providerCode)).findFirst()
                .orElseThrow();
        SampleMachine machine = provider.machines().stream().filter(m -> m.operation() == SampleOperation.HARVEST)
                .findFirst().orElseThrow();
        return send(people.provider(providerCode), log(setup.machineId(providerCode, machine.code()),
                Trip.fromDepot(machine, start(day), works), noise, logs.getAndIncrement()), workOrderId);
    }

    private String send(HttpApi api, Log log, @Nullable String workOrderId) {
        Map<String, String> fields = workOrderId == null
                ? Map.of("machineId", log.machineId())
                : Map.of("machineId", log.machineId(), "workOrderId", workOrderId);
        JsonNode received = api.upload("/tracks", log.fileName(), log.content(), fields);
        verificationMillis.addAndGet(received.path("verificationMillis").asLong());
        return received.path("id").asString();
    }

    private static Instant start(LocalDate day) {
        return day.atTime(7, 0).atZone(FARM_ZONE).toInstant();
    }

    private SampleMachine machine(SampleProvider provider, String machineId) {
        return provider.machines().stream()
                .filter(machine -> setup.machineId(provider.code(), machine.code()).equals(machineId)).findFirst()
                .orElseThrow();
    }

    /** How many steps operators have reported. */
    long steps() {
        return steps.count();
    }

    /** How long the server took to measure, decide and bill what was sent so far. */
    long verificationMillis() {
        return verificationMillis.get();
    }
}
