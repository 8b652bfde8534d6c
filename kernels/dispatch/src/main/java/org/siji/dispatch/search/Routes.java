package org.siji.dispatch.search;

/**
 * The routes of one walk as linked lists, each node with the earliest begin that the nodes before it allow and the latest that
 * the nodes after it allow, so that an insertion is judged in constant time: the segment before, the client, the segment
 * after. Every change since {@link #mark} can be taken back.
 *
 * <p>Nodes are the clients, then a start and an end per vehicle.
 */
final class Routes {
    static final int STRIDE = 8;
    static final int PREV = 0;
    static final int NEXT = 1;
    static final int ROUTE = 2;
    static final int BEGIN = 3;
    static final int DEPART = 4;
    static final int LATEST = 5;
    static final int ARC = 6;
    static final int PLACE = 7;

    /** Of a client: not in any route of this walk, and none of its business. */
    static final int ELSEWHERE = -1;
    /** Of a client: waits for a place in a route. */
    static final int UNDONE = -2;

    final SearchProblem problem;
    final Fleet fleet;
    /** {@link #STRIDE} numbers a node. */
    final int[] node;
    final Times times;
    final IdleVehicles idle;
    private final int n;
    private final int places;
    private final int[] demand;

    // by vehicle
    final int[] size;
    final int[] free;

    // vehicles of this walk
    final int[] loaded;
    int loadedCount;

    // clients without a place
    int[] undone;
    int undoneCount;

    /** Travel and fixed cost of all routes of this walk. */
    long cost;

    // what has changed since the mark
    private int epoch;
    private final int[] savedAt;
    private int[] savedNodes;
    private int savedCount;
    private final int[] savedData;
    private final int[] savedShift;
    private final int[] routeSavedAt;
    private final int[] savedRoutes;
    private int savedRouteCount;
    private final int[] savedSize;
    private final int[] savedFree;
    private int[] savedUndone;
    private int savedUndoneCount;
    private long savedCost;

    // routes that differ from the last snapshot
    private final boolean[] dirty;
    private final int[] dirtyRoutes;
    private int dirtyCount;

    Routes(SearchProblem problem) {
        this.problem = problem;
        n = problem.clients;
        places = problem.places;
        int vehicles = problem.vehicles;
        int nodes = n + 2 * vehicles;
        node = new int[nodes * STRIDE];
        demand = problem.demand;
        fleet = new Fleet(problem);
        times = new Times(this);
        idle = new IdleVehicles(problem);
        size = new int[vehicles];
        free = new int[vehicles];
        for (int v = 0; v < vehicles; v++) {
            node[start(v) * STRIDE + PLACE] = problem.types[fleet.type[v]].startPlace();
            node[end(v) * STRIDE + PLACE] = problem.types[fleet.type[v]].endPlace();
        }
        for (int c = 0; c < n; c++) {
            node[c * STRIDE + PLACE] = c;
        }
        loaded = new int[vehicles];
        undone = new int[n];
        savedUndone = new int[n];
        savedAt = new int[nodes];
        savedNodes = new int[nodes];
        savedData = new int[nodes * STRIDE];
        savedShift = new int[times.shift.length];
        routeSavedAt = new int[vehicles];
        savedRoutes = new int[vehicles];
        savedSize = new int[vehicles];
        savedFree = new int[vehicles];
        dirty = new boolean[vehicles];
        dirtyRoutes = new int[vehicles];
        clear();
    }

    /** The node where the vehicle leaves; {@link #end} is where it comes home. */
    int start(int vehicle) {
        return n + 2 * vehicle;
    }

    int end(int vehicle) {
        return n + 2 * vehicle + 1;
    }

    int prev(int x) {
        return node[x * STRIDE + PREV];
    }

    int next(int x) {
        return node[x * STRIDE + NEXT];
    }

    /** The vehicle that serves it, or {@link #UNDONE}, or {@link #ELSEWHERE}. */
    int route(int x) {
        return node[x * STRIDE + ROUTE];
    }

    boolean isClient(int x) {
        return x < n;
    }

    int first(int vehicle) {
        return next(start(vehicle));
    }

    /** Nothing belongs to this walk any more. */
    void clear() {
        for (int c = 0; c < n; c++) {
            node[c * STRIDE + ROUTE] = ELSEWHERE;
        }
        for (int v = 0; v < problem.vehicles; v++) {
            node[start(v) * STRIDE + ROUTE] = ELSEWHERE;
            node[end(v) * STRIDE + ROUTE] = ELSEWHERE;
        }
        idle.clear();
        undoneCount = 0;
        loadedCount = 0;
        cost = 0;
        for (int i = 0; i < dirtyCount; i++) {
            dirty[dirtyRoutes[i]] = false;
        }
        dirtyCount = 0;
        mark();
    }

    /** The vehicle takes part, with these clients in this order; call {@link #mark} when all are loaded. */
    void load(int vehicle, int[] clients) {
        loaded[loadedCount++] = vehicle;
        int from = start(vehicle);
        node[from * STRIDE + ROUTE] = vehicle;
        node[end(vehicle) * STRIDE + ROUTE] = vehicle;
        free[vehicle] = fleet.capacity[vehicle];
        size[vehicle] = clients.length;
        int p = from;
        for (int c : clients) {
            node[c * STRIDE + ROUTE] = vehicle;
            free[vehicle] -= demand[c];
            link(vehicle, p, c);
            p = c;
        }
        link(vehicle, p, end(vehicle));
        if (clients.length == 0) {
            node[from * STRIDE + ARC] = 0;
            idle.add(vehicle);
        } else {
            cost += routeCost(vehicle);
        }
        times.set(vehicle);
    }

    void link(int vehicle, int p, int s) {
        node[p * STRIDE + NEXT] = s;
        node[s * STRIDE + PREV] = p;
        node[p * STRIDE + ARC] = fleet.costOut[vehicle][place(p) * places + place(s)];
    }

    int place(int x) {
        return node[x * STRIDE + PLACE];
    }

    private long routeCost(int vehicle) {
        long sum = fleet.fixedCost[vehicle];
        for (int x = start(vehicle); x != end(vehicle); x = next(x)) {
            sum += node[x * STRIDE + ARC];
        }
        return sum;
    }

    /** Has this client wait for a place. */
    void addUndone(int client) {
        node[client * STRIDE + ROUTE] = UNDONE;
        undone[undoneCount++] = client;
    }

    /** From here on changes can be taken back. */
    void mark() {
        epoch++;
        savedCount = 0;
        savedRouteCount = 0;
        savedCost = cost;
        savedUndoneCount = undoneCount;
        System.arraycopy(undone, 0, savedUndone, 0, undoneCount);
        times.isBroken = false;
    }

    /** Takes back every change since the mark, and sets the mark again. */
    void undo() {
        for (int i = 0; i < savedCount; i++) {
            System.arraycopy(savedData, i * STRIDE, node, savedNodes[i] * STRIDE, STRIDE);
            if (times.limitsDuration) {
                System.arraycopy(savedShift, i * STRIDE, times.shift, savedNodes[i] * STRIDE, STRIDE);
            }
        }
        for (int i = 0; i < savedRouteCount; i++) {
            int v = savedRoutes[i];
            if (savedSize[i] == 0 != (size[v] == 0)) {
                if (savedSize[i] == 0) {
                    idle.add(v);
                } else {
                    idle.remove(v);
                }
            }
            size[v] = savedSize[i];
            free[v] = savedFree[i];
        }
        cost = savedCost;
        int[] swap = undone;
        undone = savedUndone;
        savedUndone = swap;
        undoneCount = savedUndoneCount;
        mark();
    }

    /** Whether a removal made some client late: only where travel breaks the triangle inequality. */
    boolean isBroken() {
        return times.isBroken;
    }

    /** Routes changed since the mark count as different from the snapshot. */
    void noteChanges() {
        for (int i = 0; i < savedRouteCount; i++) {
            int v = savedRoutes[i];
            if (!dirty[v]) {
                dirty[v] = true;
                dirtyRoutes[dirtyCount++] = v;
            }
        }
    }

    /** Brings a snapshot up to date: only the routes that have changed since it was taken. */
    void snapshot(int[][] routes) {
        for (int i = 0; i < dirtyCount; i++) {
            int v = dirtyRoutes[i];
            dirty[v] = false;
            routes[v] = clients(v, routes[v]);
        }
        dirtyCount = 0;
    }

    /** The clients of a vehicle in order, in the given array if it has the right length. */
    int[] clients(int vehicle, int[] reuse) {
        int[] result = reuse.length == size[vehicle] ? reuse : new int[size[vehicle]];
        int i = 0;
        for (int x = first(vehicle); x < n; x = next(x)) {
            result[i++] = x;
        }
        return result;
    }

    void save(int x) {
        if (savedAt[x] != epoch) {
            savedAt[x] = epoch;
            savedNodes[savedCount] = x;
            System.arraycopy(node, x * STRIDE, savedData, savedCount * STRIDE, STRIDE);
            if (times.limitsDuration) {
                System.arraycopy(times.shift, x * STRIDE, savedShift, savedCount * STRIDE, STRIDE);
            }
            savedCount++;
        }
    }

    void saveRoute(int v) {
        if (routeSavedAt[v] != epoch) {
            routeSavedAt[v] = epoch;
            savedRoutes[savedRouteCount] = v;
            savedSize[savedRouteCount] = size[v];
            savedFree[savedRouteCount++] = free[v];
        }
    }

    /** Takes the clients from {@code first} to {@code last}, neighbours in one route, out of it. */
    void remove(int first, int last) {
        int v = route(first);
        int p = prev(first);
        int s = next(last);
        saveRoute(v);
        save(p);
        save(s);
        long delta = 0;
        for (int x = first;; x = next(x)) {
            save(x);
            delta -= node[x * STRIDE + ARC];
            node[x * STRIDE + ROUTE] = UNDONE;
            undone[undoneCount++] = x;
            free[v] += demand[x];
            size[v]--;
            if (x == last) {
                break;
            }
        }
        delta -= node[p * STRIDE + ARC];
        link(v, p, s);
        if (size[v] == 0) {
            node[p * STRIDE + ARC] = 0;
            delta -= fleet.fixedCost[v];
            idle.add(v);
        } else {
            delta += node[p * STRIDE + ARC];
        }
        cost += delta;
        times.updateUp(v, s, false);
        times.updateOn(v, p, false);
    }

    /** Puts a client right after a node; taking it off the list of the undone is up to the caller. */
    void insert(int c, int p) {
        int v = route(p);
        int s = next(p);
        saveRoute(v);
        save(p);
        save(s);
        save(c);
        long delta = -node[p * STRIDE + ARC];
        node[c * STRIDE + ROUTE] = v;
        link(v, p, c);
        link(v, c, s);
        delta += node[p * STRIDE + ARC] + (long) node[c * STRIDE + ARC];
        free[v] -= demand[c];
        if (size[v]++ == 0) {
            delta += fleet.fixedCost[v];
            idle.remove(v);
        }
        cost += delta;
        times.updateUp(v, c, true);
        times.updateOn(v, c, true);
    }

    /** So many clients more or fewer, after a change of tails. */
    void resize(int v, int clientsMore, int loadMore) {
        boolean wasEmpty = size[v] == 0;
        size[v] += clientsMore;
        free[v] -= loadMore;
        if (size[v] == 0) {
            node[start(v) * STRIDE + ARC] = 0;
        }
        if (wasEmpty != (size[v] == 0)) {
            if (wasEmpty) {
                idle.remove(v);
            } else {
                idle.add(v);
            }
        }
    }
}
