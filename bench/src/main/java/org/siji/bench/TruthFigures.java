package org.siji.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleMachine;
import org.siji.sample.SampleOperation;
import org.siji.sample.SampleSize;
import org.siji.sample.track.FieldWork;
import org.siji.sample.track.SimulatedTrack;
import org.siji.sample.track.TrackSimulator;
import org.siji.sample.track.Trip;
import org.siji.track.AreaInterval;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

/**
 * Made-up jobs on small terraced plots with known truth: how far the area on the field is off, and how often the interval holds the
 * truth, under the noise that it assumes and under others.
 */
final class TruthFigures implements TrackFigures {

    private static final double JITTER_SIGMA_METERS = 0.11 / 1.1774;
    private static final double DRIFT_SECONDS = 600;
    private static final double GAPS_PER_HOUR = 1.5;
    private static final double GAP_MEAN_SECONDS = 8;
    private static final double MAX_WIDTH_METERS = 5;
    private static final double METERS_PER_DEGREE = 111_000;

    private final int jobs;
    private final long seed;

    TruthFigures(int jobs, long seed) {
        this.jobs = jobs;
        this.seed = seed;
    }

    private enum Noise {
        ASSUMED(0.3, JITTER_SIGMA_METERS), TWICE_THE_DRIFT(0.6, JITTER_SIGMA_METERS), WHITE_ONLY(0, 0.3), URBAN_JUMPS(
                0.3, JITTER_SIGMA_METERS);

        final double drift;
        final double jitter;

        Noise(double drift, double jitter) {
            this.drift = drift;
            this.jitter = jitter;
        }
    }

    /** How the machine worked: all of it; the last plot in part; keeping 0.2 to 0.6 m away from each ridge. */
    private enum Way {
        WHOLE, IN_PART, KEEPING_AWAY
    }

    /** The machine's plots, and all of them as one field. */
    private record Job(List<FieldWork> works, Geometry field) {}

    /** Relative errors, and whether the interval held the truth. */
    private static final class Tally {
        final List<Double> plain = new ArrayList<>();
        final List<Double> estimate = new ArrayList<>();
        final List<Double> width = new ArrayList<>();
        int held;

        void add(double cells, AreaInterval interval, double truth) {
            plain.add(cells / truth - 1);
            estimate.add(interval.estimate().squareMeters() / truth - 1);
            width.add((interval.high().squareMeters() - interval.low().squareMeters()) / truth);
            // What is worked as a whole is so but for rounding.
            boolean isHeld = interval.contains(new Area(truth)) || interval.contains(new Area(truth * (1 - 1e-5)));
            held += isHeld ? 1 : 0;
        }

        void add(Tally other) {
            plain.addAll(other.plain);
            estimate.addAll(other.estimate);
            width.addAll(other.width);
            held += other.held;
        }

        static double percentile95(List<Double> errors) {
            double[] sorted = errors.stream().mapToDouble(Math::abs).sorted().toArray();
            return sorted[(int) Math.ceil(0.95 * sorted.length) - 1] * 100;
        }

        static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0) * 100;
        }

        /** The interval of the rate, by Wilson's score. */
        String rate() {
            double n = estimate.size();
            double p = held / n;
            double z = 1.96;
            double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
            double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
            return "%.1f %% (%.1f to %.1f)".formatted(p * 100, (middle - half) * 100, (middle + half) * 100);
        }
    }

    @Override
    public void print(Consumer<String> out, Path tracks) {
        SampleCounty county = SampleCounty.generate(seed, SampleSize.ofParcels(1_500));
        List<SampleMachine> machines = county.providers().stream().flatMap(provider -> provider.machines().stream())
                .filter(machine -> machine.operation() != SampleOperation.PLANT_PROTECTION
                        && machine.workingWidthMeters() <= MAX_WIDTH_METERS)
                .toList();
        out.accept("");
        out.accept(
                "made-up jobs, " + jobs + " of each kind, seed " + seed
                        + "; lag 0 to 1 s, measured as 0.5 s; gaps; a fix each second or"
                        + " two; 0.25 m cells");
        out.accept(
                "  noise            way           least mu | error of the estimate p95, mean | of the plain cells p95, mean"
                        + " | interval holds, its mean width");
        for (Noise noise : Noise.values()) {
            Tally all = new Tally();
            Tally withoutField = new Tally();
            for (Way way : Way.values()) {
                for (double leastMu : new double[]{3, 1}) {
                    Random random = new Random(seed + (noise.name() + way.name() + leastMu).hashCode());
                    Tally tally = new Tally();
                    for (int i = 0; i < jobs; i++) {
                        measure(county.fields(), machines, noise, way, leastMu, random, tally, withoutField);
                    }
                    out.accept(row(noise.name(), way.name(), String.valueOf((int) leastMu), tally));
                    all.add(tally);
                }
            }
            out.accept(row(noise.name(), "ALL", "", all));
            out.accept(row(noise.name(), "WITHOUT_FIELD", "", withoutField));
        }
    }

    private static String row(String noise, String way, String leastMu, Tally tally) {
        return "  %-16s %-13s %8s | %6.2f %% %+6.2f %% | %6.2f %% %+6.2f %% | %s, %.1f %%".formatted(noise, way,
                leastMu,
                Tally.percentile95(tally.estimate), Tally.mean(tally.estimate), Tally.percentile95(tally.plain),
                Tally.mean(tally.plain), tally.rate(), Tally.mean(tally.width));
    }

    private static void measure(List<SampleField> fields, List<SampleMachine> machines, Noise noise, Way way,
            double leastMu, Random random, Tally tally, Tally withoutField) {
        Job job = job(fields, way, leastMu, random);
        SampleMachine machine = machines.get(random.nextInt(machines.size()));
        Trip trip = Trip.fromDepot(machine, Instant.parse("2026-06-01T00:00:00Z"), job.works());
        NoiseModel model = new NoiseModel(0, 0, noise.drift, DRIFT_SECONDS, noise.jitter, random.nextInt(1_001),
                GAPS_PER_HOUR, GAP_MEAN_SECONDS, random.nextBoolean() ? 1_000 : 2_000);
        SimulatedTrack simulated = TrackSimulator.simulate(trip, model, random.nextLong());
        Track track = noise == Noise.URBAN_JUMPS ? withJumps(simulated.track(), random) : simulated.track();
        MeasuredWork swept = swept(trip, job.field());
        // The plan's swaths stick out of the smaller field that was planned, into the strip that was to be left.
        double truth = way == Way.KEEPING_AWAY
                ? swept.getField().covered().squareMeters()
                : simulated.trueWorkedArea().squareMeters();
        MeasuredWork work = TrackMeter.measure(track, job.field(), MeasureParameters.defaults().withLagSeconds(0.5));
        tally.add(work.getField().covered().squareMeters(), work.interval90(), truth);
        withoutField.add(work.netArea().squareMeters(), work.map().interval90(), swept.netArea().squareMeters());
    }

    /** The trip without any error. */
    private static MeasuredWork swept(Trip trip, Geometry field) {
        NoiseModel none = new NoiseModel(0, 0, 0, 1, 0, 0, 0, 0, 200);
        return TrackMeter.measure(TrackSimulator.simulate(trip, none, 1).track(), field,
                MeasureParameters.defaults().withCellMeters(0.1));
    }

    private static Job job(List<SampleField> fields, Way way, double leastMu, Random random) {
        List<FieldWork> works = new ArrayList<>();
        List<Polygon> plots = new ArrayList<>();
        double mu = 0;
        for (int at = random.nextInt(fields.size() - 20); mu < leastMu && at < fields.size(); at++) {
            SampleField field = fields.get(at);
            Geometry worked = way == Way.KEEPING_AWAY
                    ? inset(field.lonLat(), 0.2 + 0.4 * random.nextDouble())
                    : field.lonLat();
            if (worked.isEmpty()) {
                continue;
            }
            mu += field.area().mu();
            double share = way == Way.IN_PART && mu >= leastMu ? 0.3 + 0.6 * random.nextDouble() : 1;
            works.add(new FieldWork(field.id(), worked, 0, share));
            for (int i = 0; i < field.lonLat().getNumGeometries(); i++) {
                plots.add((Polygon) field.lonLat().getGeometryN(i));
            }
        }
        return new Job(works, new GeometryFactory().createMultiPolygon(plots.toArray(Polygon[]::new)));
    }

    /** The largest part of what is left of the field inside a strip along its border. */
    private static Geometry inset(Geometry field, double meters) {
        LocalPlane plane = LocalPlane.around(field);
        Geometry smaller = plane.toPlane(field).buffer(-meters);
        Geometry largest = smaller;
        double area = -1;
        for (int i = 0; i < smaller.getNumGeometries(); i++) {
            if (smaller.getGeometryN(i).getArea() > area) {
                largest = smaller.getGeometryN(i);
                area = largest.getArea();
            }
        }
        return plane.toLonLat(largest);
    }

    /** Eight times an hour the position is off by 2 to 6 m for 20 to 60 s, as between houses. */
    private static Track withJumps(Track track, Random random) {
        Track.Builder jumping = Track.builder();
        double east = 0;
        double north = 0;
        long until = Long.MIN_VALUE;
        for (int i = 0; i < track.size(); i++) {
            long now = track.timeMillis(i);
            if (now > until) {
                double seconds = i == 0 ? 1 : (now - track.timeMillis(i - 1)) / 1000.0;
                boolean isOff = random.nextDouble() < 8 * seconds / 3600;
                double angle = random.nextDouble() * 2 * Math.PI;
                double meters = isOff ? 2 + 4 * random.nextDouble() : 0;
                until = isOff ? now + 20_000 + random.nextInt(40_000) : until;
                east = meters * Math.cos(angle) / METERS_PER_DEGREE / Math.cos(Math.toRadians(track.latDegrees(i)));
                north = meters * Math.sin(angle) / METERS_PER_DEGREE;
            }
            jumping.add(now, track.lonDegrees(i) + east, track.latDegrees(i) + north, track.workState(i),
                    track.widthMeters(i));
        }
        return jumping.build();
    }
}
