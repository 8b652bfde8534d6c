package org.siji.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;

import org.siji.track.FieldRoad;
import org.siji.track.FieldRoadRule;
import org.siji.track.Track;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How well fields are told from roads without parcels, on labelled tracks. Both thresholds are chosen on all machines but one
 * and judged on that one; the confusion is summed over machines. The two lengths of the rule stay as they are.
 */
@Command(name = "fieldroad", mixinStandardHelpOptions = true, description = "Fields and roads of labelled tracks.")
public final class FieldRoadBench implements Callable<Integer> {

    private static final double[] PATCHES = {0, 300, 400, 500, 600, 700, 750, 800, 850, 900, 1000, 1200};
    private static final double[] SECONDS = {0, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 200};
    private static final int SPEED_RUNS = 5;

    @Option(names = "--tracks", defaultValue = "../shared/data/tracks", description = "(${DEFAULT-VALUE})")
    private Path tracks = Path.of("");
    @Mixin
    private final BenchLog log = new BenchLog();

    private FieldRoadBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FieldRoadBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        log.begin("");
        measure("wheat-harvesters", FieldRoadRule.harvester());
        measure("tractors", FieldRoadRule.tractor());
        log.write();
        return 0;
    }

    private void measure(String folder, FieldRoadRule rule) throws IOException {
        List<LabelledTrack> machines = LabelledTrack.readAll(tracks.resolve(folder));
        List<FieldRoad.Evidence> evidence = new ArrayList<>();
        FieldRoadRule widest = new FieldRoadRule(rule.closingMeters(), 0, rule.nearMeters(), 1000);
        machines.forEach(machine -> evidence.add(FieldRoad.evidence(machine.track(), widest)));
        Confusion[][] byThresholds = new Confusion[PATCHES.length * SECONDS.length][machines.size()];
        for (int t = 0; t < byThresholds.length; t++) {
            for (int m = 0; m < machines.size(); m++) {
                byThresholds[t][m] = told(machines.get(m), evidence.get(m), PATCHES[t / SECONDS.length],
                        SECONDS[t % SECONDS.length]);
            }
        }
        Confusion out = new Confusion(0, 0, 0, 0);
        List<String> chosen = new ArrayList<>();
        for (int m = 0; m < machines.size(); m++) {
            int best = best(byThresholds, m);
            chosen.add("%.0f/%.0f".formatted(PATCHES[best / SECONDS.length], SECONDS[best % SECONDS.length]));
            out = out.plus(byThresholds[best][m]);
        }
        Confusion all = sum(evidence, machines,
                rule.minPatchSquareMeters(), rule.minSecondsNear());
        log.print("%s, %d machines, %,d fixes".formatted(folder, machines.size(), out.total()));
        log.print("  leave one machine out   " + out);
        log.print("  the shipped thresholds  " + all + " (set on these very tracks)");
        log.print("  everything is field     " + sum(evidence, machines, 0, 0));
        log.print("  thresholds chosen (m2/s): " + String.join(" ", chosen));
        speed(machines, rule);
    }

    /** Best macro F1 over all machines but {@code out}. */
    private static int best(Confusion[][] byThresholds, int out) {
        int best = 0;
        double bestScore = -1;
        for (int t = 0; t < byThresholds.length; t++) {
            Confusion others = new Confusion(0, 0, 0, 0);
            for (int m = 0; m < byThresholds[t].length; m++) {
                others = m == out ? others : others.plus(byThresholds[t][m]);
            }
            if (others.macroF1() > bestScore) {
                bestScore = others.macroF1();
                best = t;
            }
        }
        return best;
    }

    private static Confusion sum(List<FieldRoad.Evidence> evidence, List<LabelledTrack> machines, double patch,
            double seconds) {
        Confusion sum = new Confusion(0, 0, 0, 0);
        for (int m = 0; m < machines.size(); m++) {
            sum = sum.plus(told(machines.get(m), evidence.get(m), patch, seconds));
        }
        return sum;
    }

    private static Confusion told(LabelledTrack machine, FieldRoad.Evidence evidence, double patch, double seconds) {
        int[] counts = new int[4];
        for (int i = 0; i < machine.track().size(); i++) {
            boolean told = evidence.patchSquareMeters()[i] >= patch && evidence.secondsNear()[i] >= seconds;
            counts[(machine.inField().get(i) ? 0 : 2) + (told ? 0 : 1)]++;
        }
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    private void speed(List<LabelledTrack> machines, FieldRoadRule rule) {
        double best = 0;
        int inField = 0;
        for (int run = 0; run < SPEED_RUNS; run++) {
            long begin = System.nanoTime();
            long fixes = 0;
            for (LabelledTrack machine : machines) {
                Track track = machine.track();
                BitSet told = FieldRoad.inField(track, rule);
                inField += told.cardinality();
                fixes += track.size();
            }
            best = Math.max(best, fixes / ((System.nanoTime() - begin) / 1e9));
        }
        log.print("  %.2f million fixes/s, best of %d runs (%d in field)".formatted(best / 1e6, SPEED_RUNS,
                inField / SPEED_RUNS));
    }

    private record Confusion(int fieldAsField, int fieldAsRoad, int roadAsField, int roadAsRoad) {

        Confusion plus(Confusion other) {
            return new Confusion(fieldAsField + other.fieldAsField, fieldAsRoad + other.fieldAsRoad,
                    roadAsField + other.roadAsField, roadAsRoad + other.roadAsRoad);
        }

        int total() {
            return fieldAsField + fieldAsRoad + roadAsField + roadAsRoad;
        }

        private double f1(int hits) {
            return hits == 0 ? 0 : 2.0 * hits / (2.0 * hits + fieldAsRoad + roadAsField);
        }

        double macroF1() {
            return (f1(fieldAsField) + f1(roadAsRoad)) / 2;
        }

        @Override
        public String toString() {
            return "macro F1 %.4f, road F1 %.4f, field F1 %.4f, accuracy %.4f".formatted(macroF1(), f1(roadAsRoad),
                    f1(fieldAsField), (double) (fieldAsField + roadAsRoad) / total());
        }
    }
}
