package org.siji.sample.track;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleMachine;
import org.siji.track.Track;

/**
 * Drives a machine over fields and writes down both what it did and what its terminal would have sent: a road trip from the
 * starting place, passes along each field's long side, turns with the implement up. The same trip, noise and seed give the
 * same log.
 */
public final class TrackSimulator {

    /** Terminals send 1e-7 degrees, about a centimetre. */
    private static final double STEPS_PER_DEGREE = 1e7;
    private static final double TURN_METERS_PER_SECOND = 0.8;
    private static final double CRAWL_METERS_PER_SECOND = 1.5;
    private static final double CRAWL_UP_TO_METERS = 80;
    private static final double RUN_OUT_METERS = 1.5;
    private static final double STAND_SECONDS = 20;

    private TrackSimulator() {}

    /**
     * One field from the machine's depot.
     *
     * @param coverageShare how much of the field is worked before the machine stops, above 0, up to 1
     */
    public static SimulatedTrack simulate(Geometry fieldLonLat, SampleMachine machine, Instant start, NoiseModel noise,
            double coverageShare, long seed) {
        return simulate(Trip.fromDepot(machine, start, List.of(new FieldWork("", fieldLonLat, 0, coverageShare))),
                noise,
                seed);
    }

    public static SimulatedTrack simulate(Trip trip, NoiseModel noise, long seed) {
        LocalPlane plane = LocalPlane.around(trip.fields().get(0).lonLat());
        Coordinate depot = new Coordinate();
        plane.toPlane(trip.startLonDegrees(), trip.startLatDegrees(), depot);
        Drive drive = new Drive(depot.x, depot.y);
        drive.stand(STAND_SECONDS);
        List<SimulatedTrack.Truth> truths = new ArrayList<>();
        for (FieldWork work : trip.fields()) {
            PassPlanner planner = new PassPlanner(plane.toPlane(work.lonLat()), trip.machine().workingWidthMeters(),
                    work.fromShare(), work.toShare());
            work(drive, planner.passes(), trip.machine());
            Geometry worked = planner.worked();
            truths.add(new SimulatedTrack.Truth(work.fieldId(), plane.toLonLat(worked), new Area(worked.getArea()),
                    new Area(planner.grossSquareMeters())));
        }
        drive.stand(STAND_SECONDS);
        Track track = new Log(drive, trip, plane, noise, new Random(seed)).write();
        return new SimulatedTrack(track, truths, noise, trip.machine(), trip.start(),
                trip.start().plusMillis((long) (drive.seconds() * 1000)));
    }

    private static void work(Drive drive, List<Pass> passes, SampleMachine machine) {
        for (int i = 0; i < passes.size(); i++) {
            Pass pass = passes.get(i);
            double[] runIn = pass.beforeStart(RUN_OUT_METERS);
            if (i == 0) {
                approach(drive, runIn, machine);
            } else {
                double[] runOut = passes.get(i - 1).beyondEnd(RUN_OUT_METERS);
                drive.go(runOut[0], runOut[1], TURN_METERS_PER_SECOND, false);
                drive.go(runIn[0], runIn[1], TURN_METERS_PER_SECOND, false);
            }
            drive.go(pass.fromX(), pass.fromY(), TURN_METERS_PER_SECOND, false);
            drive.go(pass.toX(), pass.toY(), machine.workSpeedMetersPerSecond(), true);
        }
    }

    /** A short way is crept along the ridges, a long one driven by road, which is never quite straight. */
    private static void approach(Drive drive, double[] to, SampleMachine machine) {
        double dx = to[0] - drive.x();
        double dy = to[1] - drive.y();
        double distance = StrictMath.hypot(dx, dy);
        if (distance <= CRAWL_UP_TO_METERS) {
            drive.go(to[0], to[1], CRAWL_METERS_PER_SECOND, false);
            return;
        }
        double speed = machine.roadSpeedMetersPerSecond();
        drive.go(drive.x() + dx * 0.3 - dy * 0.12, drive.y() + dy * 0.3 + dx * 0.12, speed, false);
        drive.go(to[0] - dx * 0.3 + dy * 0.06, to[1] - dy * 0.3 - dx * 0.06, speed, false);
        drive.go(to[0] - dx / distance * 20, to[1] - dy / distance * 20, speed, false);
        drive.go(to[0], to[1], CRAWL_METERS_PER_SECOND, false);
    }

    /** The terminal: samples the drive with the stated noise. */
    private record Log(Drive drive, Trip trip, LocalPlane plane, NoiseModel noise, Random random) {

        Track write() {
            Track.Builder track = Track.builder();
            Drive.Reader lagging = drive.reader();
            Drive.Reader now = drive.reader();
            double step = noise.fixIntervalMillis() / 1000.0;
            double memory = StrictMath.exp(-step / noise.driftTimeSeconds());
            double renewal = noise.driftSigmaMeters() * Math.sqrt(1 - memory * memory);
            double driftEast = noise.driftSigmaMeters() * random.nextGaussian();
            double driftNorth = noise.driftSigmaMeters() * random.nextGaussian();
            double silentUntil = -1;
            Coordinate lonLat = new Coordinate();
            for (long k = 0; k * step <= drive.seconds(); k++) {
                double moment = k * step;
                double[] at = lagging.position(moment - noise.lagMillis() / 1000.0);
                double east = noise.offsetEastMeters() + driftEast + noise.jitterSigmaMeters() * random.nextGaussian();
                double north = noise.offsetNorthMeters() + driftNorth
                        + noise.jitterSigmaMeters() * random.nextGaussian();
                if (random.nextDouble() < noise.gapsPerHour() * step / 3600) {
                    silentUntil = moment - noise.gapMeanSeconds() * StrictMath.log(1 - random.nextDouble());
                }
                if (moment > silentUntil) {
                    plane.toLonLat(at[0] + east, at[1] + north, lonLat);
                    track.add(trip.start().toEpochMilli() + k * noise.fixIntervalMillis(), rounded(lonLat.x),
                            rounded(lonLat.y), now.isWorking(moment) ? Track.WORKING : Track.IDLE,
                            (float) trip.machine().workingWidthMeters());
                }
                driftEast = memory * driftEast + renewal * random.nextGaussian();
                driftNorth = memory * driftNorth + renewal * random.nextGaussian();
            }
            return track.build();
        }

        private static double rounded(double degrees) {
            return Math.rint(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
        }
    }
}
