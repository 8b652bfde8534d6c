package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.siji.platform.identity.FirstAdministrator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long people wait for the map: eight of them look at four villages of a county, first on a server that has just started, then
 * again, then while the season goes on. A load test of the whole and no micro-benchmark, therefore without JMH.
 */
@Command(name = "tiles", mixinStandardHelpOptions = true, description = "Latency of map tiles under eight clients.")
public final class TilesBench implements Callable<Integer> {

    private static final int CLIENTS = 8;

    @Option(names = "--fields", defaultValue = "5000", description = "fields per village, of four (${DEFAULT-VALUE})")
    private int fields;
    @Option(names = "--views", defaultValue = "36", description = "views per client and phase (${DEFAULT-VALUE})")
    private int views;
    @Option(names = "--seed", defaultValue = "1", description = "of the county and the views (${DEFAULT-VALUE})")
    private long seed;
    @Mixin
    private final BenchLog log = new BenchLog();

    private final List<BenchCounty.Village> villages = new ArrayList<>();

    private TilesBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TilesBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("siji-bench");
        Path home = folder.resolve("home");
        try {
            log.begin("");
            prepare(home);
            log.print(
                    "%d villages of %d fields; %d clients, half of them clerks of a village, half officers of the county"
                            .formatted(villages.size(), fields, CLIENTS));
            log.print(Figures.HEAD);
            try (BenchServer server = BenchServer.start(home)) {
                measure(server);
            }
        } finally {
            delete(folder);
        }
        log.write();
        return 0;
    }

    private void prepare(Path home) throws IOException {
        try (BenchServer server = BenchServer.start(home)) {
            String oneTime = server.oneTimePassword();
            Api admin = Api.logIn(server.address(), FirstAdministrator.USERNAME, oneTime);
            admin.put("/session/password", Map.of("oldPassword", oneTime, "newPassword", BenchCounty.PASSWORD));
            villages.addAll(BenchCounty.make(admin, server.address(), fields, seed));
            Api officer = Api.logIn(server.address(), BenchCounty.OFFICER, BenchCounty.PASSWORD);
            villages.forEach(village -> SeasonWriter.enterNeeds(officer, village));
        }
    }

    private void measure(BenchServer server) throws InterruptedException, ExecutionException {
        List<MapVisitor> visitors = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            BenchCounty.Village village = villages.get(i % villages.size());
            String username = i < villages.size() ? village.clerk() : BenchCounty.OFFICER;
            visitors.add(new MapVisitor(Api.logIn(server.address(), username, BenchCounty.PASSWORD), village.box(),
                    views, seed + i));
        }
        // What is asked for again is kept already and belongs to the next phase.
        report("cold", look(visitors).stream().filter(MapVisitor.Sample::first).toList());
        report("warm", look(visitors));
        SeasonWriter writer = new SeasonWriter(
                Api.logIn(server.address(), BenchCounty.OFFICER, BenchCounty.PASSWORD), villages, seed);
        long begin = System.nanoTime();
        Thread season = Thread.ofVirtual().start(writer::run);
        report("season", look(visitors));
        double seconds = (System.nanoTime() - begin) / 1e9;
        writer.stop();
        season.join();
        log.print("season: %.1f changes of the map per second".formatted(writer.changes() / seconds));
    }

    private void report(String phase, List<MapVisitor.Sample> samples) {
        log.print(Figures.of(phase, samples));
    }

    private static List<MapVisitor.Sample> look(List<MapVisitor> visitors)
            throws InterruptedException, ExecutionException {
        List<MapVisitor.Sample> samples = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(visitors.size())) {
            List<Callable<List<MapVisitor.Sample>>> looking = new ArrayList<>();
            visitors.forEach(visitor -> looking.add(visitor::look));
            for (Future<List<MapVisitor.Sample>> seen : people.invokeAll(looking)) {
                samples.addAll(seen.get());
            }
        }
        return samples;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
