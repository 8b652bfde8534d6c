package org.siji.platform.demo;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.siji.platform.api.Sentences;
import org.siji.platform.api.Station;
import org.siji.platform.identity.FirstAdministrator;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./siji demo}: one season of the sample county, from the parcel to the share, over HTTP. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnProperty("siji.demo.enabled")
class DemoRunner implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRunner.class);

    private final DemoOptions options;
    private final FirstAdministrator administrator;
    private final Environment environment;
    private final JsonMapper json;
    private final Sentences sentences;
    private final Progress progress;
    private final Story story;
    private final Map<Station, Double> seconds = new EnumMap<>(Station.class);
    private int exitCode = 1;

    DemoRunner(DemoOptions options, FirstAdministrator administrator, Environment environment, JsonMapper json,
            Sentences sentences) {
        this.options = options;
        this.administrator = administrator;
        this.environment = environment;
        this.json = json;
        this.sentences = sentences;
        this.progress = new Progress(System.out, sentences, options.json());
        this.story = new Story(progress);
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String oneTimePassword = administrator.createIfNobody().orElse(null);
        if (oneTimePassword == null) {
            System.err.println(sentences.say(Locale.CHINESE, "demo.not-empty"));
            System.err.println(sentences.say(Locale.ENGLISH, "demo.not-empty"));
            return;
        }
        int port = environment.getRequiredProperty("local.server.port", Integer.class);
        try {
            play(new People(HttpApi.anonymous(port, json), oneTimePassword));
        } catch (RuntimeException e) {
            // The season can't go on; what was done stays for looking at.
            LOG.error("the demo season failed", e);
            System.err.println(sentences.say(Locale.CHINESE, "demo.failed", String.valueOf(e.getMessage())));
        }
    }

    private void play(People people) {
        progress.say("demo.start", options.mu(), options.seed());
        SampleCounty sample = SampleCounty.generate(options.seed(), SampleSize.ofMu(options.mu()));
        CountySetup setup = new CountySetup(sample, people, progress);
        Season season = new Season(sample, people, setup, progress, story);
        int year = sample.season().harvestFrom().getYear();
        at(Station.PARCEL, setup::run, season, people, year);
        at(Station.NEED, season::needs, season, people, year);
        at(Station.BUNDLE, season::bundles, season, people, year);
        at(Station.CONTRACT, season::contracts, season, people, year);
        at(Station.WORK_ORDER, season::workOrders, season, people, year);
        at(Station.DISPATCH, season::dispatch, season, people, year);
        at(Station.TRACK, season::work, season, people, year);
        at(Station.MEASURED_WORK, season::mishaps, season, people, year);
        at(Station.ACCEPTANCE, season::review, season, people, year);
        at(Station.SETTLEMENT, season::money, season, people, year);
        at(Station.SHARE, season::share, season, people, year);
        summary(people, year);
    }

    /** Plays a station and tells what the season board says of it then. */
    private void at(Station station, Runnable step, Season season, People people, int year) {
        long begin = System.nanoTime();
        long verifiedBefore = season.verificationMillis();
        step.run();
        // A track is measured while it is received; that time is the next station's. Several are at once.
        double took = (System.nanoTime() - begin) / 1e9;
        double verified = Math.min(took, (season.verificationMillis() - verifiedBefore) / 1e3);
        seconds.merge(station, took - verified, Double::sum);
        seconds.merge(Station.MEASURED_WORK, verified, Double::sum);
        StationLine line = line(station, board(people, year));
        if (line.count() == 0) {
            throw new IllegalStateException("nothing came past station " + station);
        }
        progress.say("demo.station", sentences.say(Locale.CHINESE, "station." + station.name()),
                String.format(Locale.ROOT, "%,d", line.count()), String.format(Locale.ROOT, "%,.2f", line.mu()),
                String.format(Locale.ROOT, "%,.2f", line.yuan()), String.format(Locale.ROOT, "%.1f", line.seconds()));
    }

    private static JsonNode board(People people, int year) {
        return people.county().get("/board?season=" + year);
    }

    private StationLine line(Station station, JsonNode board) {
        for (JsonNode entry : board.path("stations")) {
            if (entry.path("station").asString().equals(station.name())) {
                return new StationLine(station.name(), entry.path("count").asLong(), entry.path("mu").asDouble(),
                        entry.path("yuan").asDouble(), seconds.getOrDefault(station, 0.0));
            }
        }
        throw new IllegalStateException("the board does not know station " + station);
    }

    private void summary(People people, int year) {
        JsonNode board = board(people, year);
        Map<String, StationLine> stations = new LinkedHashMap<>();
        for (Station station : Station.values()) {
            stations.put(station.name(), line(station, board));
        }
        exitCode = 0;
        if (options.json()) {
            System.out.println(json.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of("stations", stations, "parts", story.parts(), "mu", options.mu(),
                            "seed", options.seed())));
            return;
        }
        progress.say("demo.done", String.format(Locale.ROOT, "%.1f",
                seconds.values().stream().mapToDouble(Double::doubleValue).sum()));
        if (!options.once()) {
            progress.say("demo.logins");
            for (People.Login login : people.logins()) {
                progress.say("demo.login", sentences.say(Locale.CHINESE, "demo.role." + login.role()), login.scope(),
                        login.username(), login.password());
            }
        }
    }
}
