package org.siji.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.database.EmbeddedDatabase;
import org.siji.platform.database.SijiHome;
import org.siji.platform.identity.FirstAdministrator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thousand leaders come back into the network at once, each with twenty entries: needs with their signatures, cancellations and
 * marks, in random order as far as one does not need the other, three of ten sent twice (half of these at the same moment). The
 * households come in over the API; the leaders, their duty areas and sessions are written into the database. Afterwards the database
 * is asked what is lost and what is double.
 */
@Command(name = "phones", mixinStandardHelpOptions = true, description = "All leaders' phones send at once.")
public final class PhonesBench implements Callable<Integer> {

    private static final int FIELDS_PER_PHONE = 7;
    private static final int VILLAGES = 4;
    private static final int MARKS = 3;
    private static final int CANCELLED = 3;
    private static final int BATCH = 2;
    private static final int TWICE_OF_TEN = 3;
    private static final int MOST_ATTEMPTS = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--phones", defaultValue = "1000", description = "(${DEFAULT-VALUE}), a multiple of four")
    private int phones;
    @Option(names = "--seed", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;
    @Mixin
    private final BenchLog log = new BenchLog();

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicInteger unlikeAnswers = new AtomicInteger();
    private final AtomicInteger notDone = new AtomicInteger();

    private PhonesBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PhonesBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("siji-bench");
        boolean exact;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SijiHome.open(folder.resolve("database")))) {
            DatabaseConnection connection = database.connection();
            log.begin("");
            try (BenchServer server = BenchServer.start(folder.resolve("home"),
                    Map.of("SIJI_DB_URL", connection.url(), "SIJI_DB_USER", connection.user(), "SIJI_DB_PASSWORD",
                            connection.password()));
                    Connection owner = DriverManager.getConnection(connection.url(), connection.user(),
                            connection.password())) {
                exact = measure(server, owner);
            }
        } finally {
            delete(folder);
        }
        log.write();
        return exact ? 0 : 1;
    }

    private boolean measure(BenchServer server, Connection owner) throws Exception {
        String oneTime = server.oneTimePassword();
        Api admin = Api.logIn(server.address(), FirstAdministrator.USERNAME, oneTime);
        admin.put("/session/password", Map.of("oldPassword", oneTime, "newPassword", BenchCounty.PASSWORD));
        BenchCounty.make(admin, server.address(), phones / VILLAGES * FIELDS_PER_PHONE, seed);
        List<Phone> all = hireLeaders(owner);
        int entries = all.stream().mapToInt(phone -> phone.batches.size() * BATCH).sum();
        int copies = all.stream().mapToInt(phone -> phone.copies() * BATCH).sum();
        log.print("%,d phones, %,d entries, %,d of them sent twice".formatted(all.size(), entries, copies));
        double seconds;
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI address = URI.create(server.address() + "/api/v1/entries");
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (Phone phone : all) {
                running.add(threads.submit(() -> {
                    start.await();
                    sendAll(http, threads, address, phone);
                    return null;
                }));
            }
            long begin = System.nanoTime();
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
            seconds = (System.nanoTime() - begin) / 1e9;
        }
        log.print(
                "all taken after %.1f s (%.0f entries a second, copies included); %,d requests, of which %,d were told to come back"
                        .formatted(seconds, (entries + copies) / seconds, requests.get(), retries.get()));
        log.print(
                "answers that were not DONE: %d; second answers that differ from the first: %d".formatted(notDone.get(),
                        unlikeAnswers.get()));
        return isExact(owner, entries) && notDone.get() == 0 && unlikeAnswers.get() == 0;
    }

    /** A household of the county for each leader, with a duty area of its own. */
    private List<Phone> hireLeaders(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("""
                    create temporary table phone as
                        select row_number() over (order by h.code) as n, h.id as household, h.village_code as village, c.id as cultivator,
                               gen_random_uuid() as leader, gen_random_uuid() as area
                        from household h join cultivator c on c.household_id = h.id;
                    insert into app_user (id, username, display_name, password_hash, role, region_code, must_change_password)
                        select leader, 'phone' || n, 'phone' || n, 'none', 'LEADER', village, false from phone;
                    insert into user_session (token_hash, user_id, recorded_at, expires_at)
                        select sha256(convert_to('phone-' || n, 'UTF8')), leader, now(), now() + interval '1 day' from phone;
                    insert into duty_area (id, village_code, name) select area, village, 'area ' || n from phone;
                    insert into duty_area_leader (area_id, user_id) select area, leader from phone;
                    insert into duty_area_household (household_id, area_id) select household, area from phone;
                    analyze""");
            List<Phone> all = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    """
                    select p.n, p.household, p.cultivator, array_agg(f.field_id order by f.field_id)
                    from phone p join field_cultivator f on f.cultivator_id = p.cultivator group by 1, 2, 3 order by 1""")) {
                while (row.next()) {
                    Object[] fields = (Object[]) row.getArray(4).getArray();
                    all.add(new Phone(row.getInt(1), row.getString(2), row.getString(3),
                            Stream.of(fields).map(String::valueOf).toList(), new Random(seed * 31 + row.getInt(1))));
                }
            }
            return all;
        }
    }

    /** What one leader has written, in the order in which it is sent. */
    private static final class Phone {

        private final String token;
        private final Random random;
        private final List<List<Map<String, Object>>> batches = new ArrayList<>();
        /** Which batches go twice; of these the even ones at the same moment. */
        private final List<Integer> twice = new ArrayList<>();

        Phone(int number, String household, String cultivator, List<String> fields, Random random) {
            this.token = "phone-" + number;
            this.random = random;
            List<Map<String, Object>> first = new ArrayList<>();
            List<Map<String, Object>> then = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                String id = UUID.randomUUID().toString();
                first.add(entry(id, "NEED", Map.of("fieldId", fields.get(i), "operation", "HARVEST", "windowFrom",
                        "2026-07-10", "windowTo", "2026-07-20", "season", 2026, "enteredFor", cultivator,
                        "confirmation", "SIGNATURE")));
                then.add(entry("EVIDENCE", Map.of("needId", id, "kind", "SIGNATURE", "content", drawing())));
                if (i < CANCELLED) {
                    then.add(entry("NEED_CANCEL", Map.of("needId", id, "reason", "bench")));
                }
            }
            for (int i = 0; i < MARKS; i++) {
                first.add(entry("MARK", Map.of("householdId", household, "season", 2026, "state", "VISITED", "note",
                        "visit " + i)));
            }
            Collections.shuffle(first, random);
            Collections.shuffle(then, random);
            first.addAll(then);
            for (int i = 0; i < first.size(); i += BATCH) {
                batches.add(first.subList(i, Math.min(i + BATCH, first.size())));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < batches.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            twice.addAll(order.subList(0, batches.size() * TWICE_OF_TEN / 10));
        }

        int copies() {
            return twice.size();
        }

        private String drawing() {
            byte[] content = new byte[3000];
            random.nextBytes(content);
            System.arraycopy(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'}, 0, content, 0, 8);
            return Base64.getEncoder().encodeToString(content);
        }

        private static Map<String, Object> entry(String kind, Map<String, Object> body) {
            return entry(UUID.randomUUID().toString(), kind, body);
        }

        private static Map<String, Object> entry(String id, String kind, Map<String, Object> body) {
            return Map.of("id", id, "kind", kind, "madeAt", "2020-02-02T02:02:02Z", "body", body);
        }
    }

    private void sendAll(HttpClient http, ExecutorService threads, URI address, Phone phone) throws Exception {
        List<Integer> later = new ArrayList<>();
        List<JsonNode> answers = new ArrayList<>();
        for (int i = 0; i < phone.batches.size(); i++) {
            List<Map<String, Object>> batch = phone.batches.get(i);
            boolean atOnce = phone.twice.contains(i) && i % 2 == 0;
            Future<JsonNode> copy = atOnce ? threads.submit(() -> send(http, address, phone, batch)) : null;
            JsonNode answer = send(http, address, phone, batch);
            answers.add(answer);
            if (copy != null) {
                compare(answer, copy.get());
            } else if (phone.twice.contains(i)) {
                later.add(i);
            }
        }
        Collections.shuffle(later, phone.random);
        for (int i : later) {
            compare(answers.get(i), send(http, address, phone, phone.batches.get(i)));
        }
    }

    private void compare(JsonNode one, JsonNode other) {
        for (int i = 0; i < BATCH; i++) {
            for (String part : List.of("id", "answer", "receivedAt")) {
                if (!one.path(i).path(part).equals(other.path(i).path(part))) {
                    unlikeAnswers.incrementAndGet();
                }
            }
        }
    }

    private JsonNode send(HttpClient http, URI address, Phone phone, List<Map<String, Object>> batch)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + phone.token)
                .header("Content-Type", "application/json").timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("entries", batch)))).build();
        String why = "";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            requests.incrementAndGet();
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    JsonNode answers = JSON.readTree(response.body()).path("entries");
                    answers.forEach(answer -> {
                        if (!answer.path("answer").asString().equals("DONE")) {
                            notDone.incrementAndGet();
                        }
                    });
                    return answers;
                }
                why = response.statusCode() + " " + JSON.readTree(response.body()).path("code").asString();
            } catch (IOException e) {
                why = String.valueOf(e);
            }
            retries.incrementAndGet();
            Thread.sleep(Math.min(8000, 250L << Math.min(attempt, 5)) + (long) (Math.random() * 500));
        }
        throw new IllegalStateException("given up: " + why);
    }

    private boolean isExact(Connection owner, int entries) throws SQLException {
        boolean exact = count(owner, "entries kept", "select count(*) from intake_entry", entries);
        exact &= count(owner, "of them done", "select count(*) from intake_entry where answer = 'DONE'", entries);
        exact &= count(owner, "needs", "select count(*) from need", phones * FIELDS_PER_PHONE);
        exact &= count(owner, "needs with the entry's id",
                "select count(*) from need n join intake_entry e on e.id = n.id and e.kind = 'NEED'",
                phones * FIELDS_PER_PHONE);
        exact &= count(owner, "cancelled needs", "select count(*) from need where status = 'CANCELLED'",
                phones * CANCELLED);
        exact &= count(owner, "steps in the needs' histories", "select count(*) from need_event",
                phones * (FIELDS_PER_PHONE + CANCELLED));
        exact &= count(owner, "marks of visits", "select count(*) from duty_mark where state = 'VISITED'",
                phones * MARKS);
        exact &= count(owner, "different visits",
                "select count(*) from (select distinct household_id, note from duty_mark where state = 'VISITED') v",
                phones * MARKS);
        exact &= count(owner, "signatures", "select count(*) from evidence", phones * FIELDS_PER_PHONE);
        return exact;
    }

    private boolean count(Connection owner, String what, String sql, int expected) throws SQLException {
        try (Statement statement = owner.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long found = row.getLong(1);
            log.print("%-32s %,8d of %,8d: lost %d, double %d".formatted(what, found, expected,
                    Math.max(0, expected - found), Math.max(0, found - expected)));
            return found == expected;
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
