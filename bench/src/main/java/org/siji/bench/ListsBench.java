package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.sample.SampleCounty;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * How long people of a whole county wait for a list or a board: every list that the server's own OpenAPI document names, read by
 * officers, clerks, providers, households and a leader, each of whom looks at what he got for a second or two before he asks for the next.
 */
@Command(name = "lists", mixinStandardHelpOptions = true, description = "Latency of every list and board of a county.")
public final class ListsBench implements Callable<Integer> {

    private static final int SEASON = 2026;
    private static final int LONGEST_LOOK_MILLIS = 3000;
    private static final int TARGET_MILLIS = 200;
    private static final int LONG_LIST = 1000;
    /** Stands for a village of whoever asks. */
    private static final String ANY_VILLAGE = "VILLAGE";

    @Option(names = "--mu", defaultValue = "3000", description = "size of the season that is copied (${DEFAULT-VALUE})")
    private int mu;
    @Option(names = "--copies", defaultValue = "111", description = "(${DEFAULT-VALUE})")
    private int copies;
    @Option(names = "--users", defaultValue = "50", description = "(${DEFAULT-VALUE})")
    private int users;
    @Option(names = "--seconds", defaultValue = "120", description = "to measure, after a quarter of it to warm up")
    private int seconds;
    @Option(names = "--seed", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;
    @Option(names = "--county", description = "folder in which the county is kept, and found the next time")
    private @Nullable Path kept;
    @Mixin
    private final BenchLog log = new BenchLog();

    private record Sample(String list, String role, long nanos, int status) {}

    /** @param village in his scope */
    private record Person(String role, String village, Api api) {}

    private ListsBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ListsBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = kept == null ? Files.createTempDirectory("siji-bench") : Files.createDirectories(kept);
        try (PlayedCounty county = PlayedCounty.open(folder, mu, copies)) {
            log.begin("");
            log.print(size(county));
            try (BenchServer server = county.serve()) {
                measure(server, county);
            }
        } finally {
            if (kept == null) {
                delete(folder);
            }
        }
        log.write();
        return 0;
    }

    private static String size(PlayedCounty county) throws SQLException {
        List<String> parts = new ArrayList<>();
        try (Connection owner = county.connect(); Statement statement = owner.createStatement()) {
            for (String table : List.of("household", "parcel", "need", "contract", "work_order", "bill_line",
                    "ledger_posting", "provider")) {
                try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                    row.next();
                    parts.add("%s %,d".formatted(table, row.getLong(1)));
                }
            }
        }
        return String.join(", ", parts);
    }

    private void measure(BenchServer server, PlayedCounty county) throws InterruptedException, ExecutionException {
        Api officer = Api.logIn(server.address(), "county", county.password("county"));
        List<Person> people = new Staff(server.address(), officer).hire(users, new Random(seed));
        List<String> lists = lists(officer);
        log.print("%d people, each looking for up to %d ms at each of %d lists".formatted(people.size(),
                LONGEST_LOOK_MILLIS,
                lists.size()));
        look(people, lists, seconds / 4);
        List<Sample> samples = look(people, lists, seconds);
        log.print(Latency.HEAD);
        List<Sample> answered = samples.stream().filter(sample -> sample.status / 100 == 2).toList();
        table(answered, sample -> sample.list + " " + sample.role);
        log.print("");
        Map<String, List<Sample>> byList = table(answered, Sample::list);
        log.print(latency(answered).row("all"));
        Map<String, Integer> refused = new TreeMap<>();
        samples.stream().filter(sample -> sample.status / 100 != 2 && sample.status != 403)
                .forEach(sample -> refused.merge(sample.list + " " + sample.role + " " + sample.status, 1,
                        Integer::sum));
        refused.forEach((list, count) -> log.print("answered otherwise: %s, %d times".formatted(list, count)));
        long slow = byList.values().stream().filter(list -> latency(list).percentile(95) > TARGET_MILLIS).count();
        log.print("%d of %d lists have a p95 above %d ms: target %s".formatted(slow, byList.size(), TARGET_MILLIS,
                slow == 0 && refused.isEmpty() ? "met" : "missed"));
    }

    /** Prints the latencies of each kind, the slowest first. */
    private Map<String, List<Sample>> table(List<Sample> samples, Function<Sample, String> kind) {
        Map<String, List<Sample>> kinds = samples.stream()
                .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.toList()));
        kinds.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -latency(entry.getValue()).percentile(95)))
                .forEach(entry -> log.print(latency(entry.getValue()).row(entry.getKey())));
        return kinds;
    }

    private static Latency latency(List<Sample> samples) {
        return new Latency(samples.stream().mapToLong(Sample::nanos).sorted().toArray());
    }

    /**
     * Every resource that is read without naming one object, with what it wants to be told; not the files that it makes.
     */
    private static List<String> lists(Api officer) {
        List<String> lists = new ArrayList<>();
        officer.root("/api/openapi.json").path("paths").propertyStream()
                .filter(path -> path.getKey().startsWith("/api/v1/") && !path.getKey().contains("{")
                        && path.getValue().has("get") && isJson(path.getValue().path("get")))
                .forEach(path -> query(path.getValue().path("get").path("parameters")).ifPresent(
                        query -> lists.add(path.getKey().substring("/api/v1".length()) + query)));
        return lists.stream().sorted().toList();
    }

    private static boolean isJson(JsonNode get) {
        return get.path("responses").path("200").path("content").propertyNames().stream()
                .allMatch(type -> type.equals("*/*") || type.equals("application/json"));
    }

    /** Empty if it is about one object. */
    private static Optional<String> query(JsonNode parameters) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asString();
            if (name.equals("season")) {
                query.add("season=" + SEASON);
            } else if (parameter.path("required").asBoolean() && parameter.path("in").asString().equals("query")) {
                Optional<String> value = switch (name) {
                    case "village", "villageCode" -> Optional.of(ANY_VILLAGE);
                    case "on" -> Optional.of(SEASON + "-12-01");
                    case "year" -> Optional.of(String.valueOf(SEASON));
                    default -> Optional.empty();
                };
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                query.add(name + "=" + value.get());
            }
        }
        return Optional.of(query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private List<Sample> look(List<Person> people, List<String> lists, int forSeconds)
            throws InterruptedException, ExecutionException {
        Queue<Sample> samples = new ConcurrentLinkedQueue<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> looking = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                Person person = people.get(i);
                Random random = new Random(seed + i);
                List<String> own = new ArrayList<>(lists);
                looking.add(threads.submit(() -> {
                    while (System.nanoTime() < until) {
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LOOK_MILLIS));
                        int which = random.nextInt(own.size());
                        String list = own.get(which);
                        long begin = System.nanoTime();
                        int status = person.api.status(list.replace(ANY_VILLAGE, person.village));
                        if (status == 422 && !list.contains(ANY_VILLAGE)) {
                            // Of one village only: an office of more than one picks it on the page.
                            own.set(which, list + (list.contains("?") ? "&" : "?") + "village=" + ANY_VILLAGE);
                            continue;
                        }
                        samples.add(new Sample(list, person.role, System.nanoTime() - begin, status));
                        if (status == 403) {
                            own.remove(list); // Not for his role: his pages don't offer it.
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : looking) {
                one.get();
            }
        }
        return List.copyOf(samples);
    }

    /** Logins all over the county. */
    private record Staff(String address, Api officer) {

        private static final List<String> ROLES = List.of("COUNTY", "TOWNSHIP", "VILLAGE", "VILLAGE", "VILLAGE",
                "VILLAGE",
                "PROVIDER", "HOUSEHOLD", "LEADER", "VILLAGE");

        List<Person> hire(int users, Random random) {
            List<JsonNode> villages = new ArrayList<>();
            officer.get("/regions?level=VILLAGE").path("items").forEach(villages::add);
            JsonNode providers = officer.get("/providers?limit=" + LONG_LIST).path("items");
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                String role = ROLES.get(i % ROLES.size());
                String village = villages.get(random.nextInt(villages.size())).path("code").asString();
                Map<String, Object> scope = switch (role) {
                    case "COUNTY" -> Map.of("regionCode", SampleCounty.COUNTY_CODE);
                    case "TOWNSHIP" -> Map.of("regionCode", village.substring(0, 9));
                    case "PROVIDER" -> Map.of("providerId",
                            providers.path(random.nextInt(providers.size())).path("id").asString());
                    case "HOUSEHOLD" -> Map.of("householdId", officer.get("/households?limit=20&village=" + village)
                            .path("items").path(random.nextInt(20)).path("id").asString());
                    default -> Map.of("regionCode", village);
                };
                String username = "lists" + i + "-" + System.currentTimeMillis();
                Map<String, Object> user = new TreeMap<>(scope);
                user.putAll(
                        Map.of("username", username, "password", BenchCounty.PASSWORD, "displayName", username, "role",
                                role));
                officer.post("/users", user);
                people.add(new Person(role, village, Api.logIn(address, username, BenchCounty.PASSWORD)));
            }
            return people;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
