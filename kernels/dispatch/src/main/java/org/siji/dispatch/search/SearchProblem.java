package org.siji.dispatch.search;

import java.util.Arrays;

/**
 * Clients to be served once each by vehicles of several types, in whole numbers of any unit of time and cost. Places are
 * numbered: client {@code i} is at place {@code i}, depots follow. Matrices are row by row, {@code from * places + to}.
 *
 * <p>Vehicles are numbered by type: first all of type 0, then all of type 1, and so on.
 */
public final class SearchProblem {
    /** Of {@link Type#maxDuration()}: no limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE / 4;

    final int clients;
    final int places;
    final int[] open;
    final int[] close;
    final int[] demand;
    final long[] undoneCost;
    final Type[] types;
    final int vehicles;
    final int[] typeOf;
    /** By type: the first type that travels and serves just as fast at the same cost. */
    final int[] paceOf;
    final boolean limitsDuration;
    final boolean hasSkills;
    final long mustServe;

    /** Costs and times of travel of a kind of vehicle; {@code costInto[to * places + from]} is the transposed matrix. */
    public static final class Travel {
        final int[] cost;
        final int[] costInto;
        final int[] time;
        final int[] timeInto;

        /** @param cost and time may be the same array */
        public Travel(int places, int[] cost, int[] time) {
            this.cost = cost;
            this.time = time;
            this.costInto = transposed(places, cost);
            this.timeInto = transposed(places, time);
        }

        private static int[] transposed(int places, int[] matrix) {
            boolean symmetric = true;
            for (int i = 0; i < places && symmetric; i++) {
                for (int j = 0; j < i && symmetric; j++) {
                    symmetric = matrix[i * places + j] == matrix[j * places + i];
                }
            }
            if (symmetric) {
                return matrix;
            }
            int[] result = new int[matrix.length];
            for (int i = 0; i < places; i++) {
                for (int j = 0; j < places; j++) {
                    result[j * places + i] = matrix[i * places + j];
                }
            }
            return result;
        }
    }

    /**
     * A kind of vehicle.
     *
     * @param count       how many there are
     * @param earliest    begin of the shift
     * @param latest      end of the shift
     * @param maxDuration from leaving the depot to being back
     * @param fixedCost   of a vehicle that is used at all
     * @param service     duration by client
     * @param allowed     by client, or empty for all
     */
    public record Type(int count, int startPlace, int endPlace, int earliest, int latest, int maxDuration, int capacity,
            int fixedCost, Travel travel, int[] service, boolean[] allowed) {}

    /**
     * @param open       by client: service begins no earlier
     * @param close      by client: service begins no later
     * @param undoneCost by client: what it costs to leave it out; negative for a client that must be served
     */
    public SearchProblem(int places, int[] open, int[] close, int[] demand, long[] undoneCost, Type... types) {
        this.clients = open.length;
        this.places = places;
        this.open = open;
        this.close = close;
        this.demand = demand;
        this.undoneCost = undoneCost;
        this.types = types;
        this.vehicles = Arrays.stream(types).mapToInt(Type::count).sum();
        this.typeOf = new int[vehicles];
        int vehicle = 0;
        for (int t = 0; t < types.length; t++) {
            Arrays.fill(typeOf, vehicle, vehicle + types[t].count(), t);
            vehicle += types[t].count();
        }
        this.paceOf = new int[types.length];
        for (int t = 0; t < types.length; t++) {
            while (!types[paceOf[t]].travel().equals(types[t].travel())
                    || !Arrays.equals(types[paceOf[t]].service(), types[t].service())) {
                paceOf[t]++;
            }
        }
        this.limitsDuration = Arrays.stream(types).anyMatch(type -> type.maxDuration() < UNLIMITED);
        long dearest = 0;
        for (Type type : types) {
            for (int c = 0; c < clients; c++) {
                dearest = Math.max(dearest, (long) type.fixedCost() + type.travel().cost[type.startPlace() * places + c]
                        + type.travel().cost[c * places + type.endPlace()]);
            }
        }
        this.mustServe = 2 * dearest;
        this.hasSkills = Arrays.stream(types).anyMatch(type -> type.allowed().length > 0);
    }

    /** How many clients there are. */
    public int clients() {
        return clients;
    }

    /** How many vehicles there are. */
    public int vehicles() {
        return vehicles;
    }

    /** What it costs to leave the client out, in the search. */
    long leaveOut(int client) {
        return undoneCost[client] < 0 ? mustServe : undoneCost[client];
    }

    /** Whether some vehicle may serve both. */
    boolean shareType(int c, int d) {
        for (int t = 0; t < types.length; t++) {
            if (allows(t, c) && allows(t, d)) {
                return true;
            }
        }
        return false;
    }

    boolean allows(int type, int client) {
        boolean[] allowed = types[type].allowed();
        return allowed.length == 0 || allowed[client];
    }
}
