package org.siji.dispatch.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Vehicles visit every customer once, within its window, and go home; the sum of distances is to be smallest. Locations are numbered:
 * first the depots, then the customers. All numbers are whole: times, distances and windows carry the same {@link #scale()}. A vehicle
 * may wait; its route takes as long as its distances, services and waits.
 */
public final class RoutingProblem {

    /** As a largest duration: as long as the depot's window allows. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** A customer or depot. {@code x} and {@code y} are for maps only. A depot's window is when its vehicles may be out. */
    public record Location(double x, double y, int demand, int service, int windowFrom, int windowTo) {}

    /**
     * @param maxDuration from leaving the depot to coming back, or {@link #NO_LIMIT}
     * @param allowed     customers that it may visit, by location number; null for all
     */
    public record Vehicle(int depot, int capacity, int maxDuration, @Nullable BitSet allowed) {
        public Vehicle {
            allowed = allowed == null ? null : (BitSet) allowed.clone();
        }

        public boolean mayVisit(int location) {
            return allowed == null || allowed.get(location);
        }
    }

    private final String name;
    private final int depots;
    private final int scale;
    private final List<Location> locations;
    private final List<Vehicle> vehicles;
    private final int[] distance;

    /**
     * @param depots   how many of the locations are depots, the first ones
     * @param scale    how many units are one of the source's, 10 for the rounding of the DIMACS challenge of 2021
     * @param distance {@code [from * locations + to]}; also the driving time
     * @throws IllegalArgumentException when sizes don't match, a vehicle has no such depot, or a number is negative
     */
    public RoutingProblem(String name, int depots, int scale, List<Location> locations, List<Vehicle> vehicles,
            int[] distance) {
        this.name = name;
        this.depots = depots;
        this.scale = scale;
        this.locations = List.copyOf(locations);
        this.vehicles = List.copyOf(vehicles);
        this.distance = distance.clone();
        if (depots < 1 || depots > locations.size() || distance.length != locations.size() * locations.size()) {
            throw new IllegalArgumentException(
                    "depots " + depots + ", locations " + locations.size() + ", distances " + distance.length);
        }
        if (vehicles.stream().anyMatch(vehicle -> vehicle.depot < 0 || vehicle.depot >= depots || vehicle.capacity < 0)
                || locations.stream().anyMatch(at -> at.demand < 0 || at.service < 0)
                || Arrays.stream(distance).anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("negative number or unknown depot in " + name);
        }
    }

    public String name() {
        return name;
    }

    public int depots() {
        return depots;
    }

    /** Depots and customers. */
    public int size() {
        return locations.size();
    }

    public int scale() {
        return scale;
    }

    public Location location(int index) {
        return locations.get(index);
    }

    public List<Vehicle> vehicles() {
        return vehicles;
    }

    public int distance(int from, int to) {
        return distance[from * locations.size() + to];
    }

    /** A copy of all distances, {@code [from * size + to]}. */
    public int[] distances() {
        return distance.clone();
    }
}
