package org.siji.dispatch.search;

import java.util.Arrays;

/**
 * The routes of one walk as linked lists, each node with the earliest begin that the nodes before it allow and the latest that
 * the nodes after it allow, so that an insertion is judged in constant time: the segment before, the client, the segment
 * after. Every change since {@link #mark} can be taken back.
 *
 * <p>Nodes are the clients, then a start and an end per vehicle.
 */
final class Routes {
    /** What a unit of waiting counts where the length of shifts is limited: it uses them up and earns nothing. */
    static final double WAIT_WEIGHT = 0.2;
    private static final int STRIDE = 8;
    private static final int PREV = 0;
    private static final int NEXT = 1;
    private static final int ROUTE = 2;
    private static final int BEGIN = 3;
    private static final int DEPART = 4;
    private static final int LATEST = 5;
    private static final int ARC = 6;
    private static final int PLACE = 7;

    /** Of a client: not in any route of this walk, and none of its business. */
    static final int ELSEWHERE = -1;
    /** Of a client: waits for a place in a route. */
    static final int UNDONE = -2;

    final SearchProblem problem;
    private final int n;
    private final int places;
    private final int nodes;
    private final int[] node;
    private final int[] open;
    private final int[] close;
    private final int[] demand;
    private final int[][] costOut;
    private final int[][] costInto;
    private final int[][] timeOut;
    private final int[][] timeInto;
    private final int[][] service;
    private final boolean[][] allowed;
    private final boolean hasSkills;
    private final int[] pace;

    // by vehicle
    final int[] size;
    private final int[] free;
    private final int[] emptyPosition;
    // by type: the empty vehicles of this walk
    final int[][] empty;
    final int[] emptyCount;

    // vehicles of this walk
    final int[] loaded;
    int loadedCount;

    // clients without a place
    int[] undone;
    int undoneCount;

    /** Travel and fixed cost of all routes of this walk. */
    long cost;

    // shifts, only where their duration is limited: of the segment up to a node and from it on
    private static final int UP_DURATION = 0;
    private static final int UP_EARLIEST = 1;
    private static final int UP_LATEST = 2;
    private static final int ON_DURATION = 3;
    private static final int ON_EARLIEST = 4;
    private static final int ON_LATEST = 5;
    private final boolean limitsDuration;
    private final int[] shift;

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
    private boolean broken;

    // routes that differ from the last snapshot
    private final boolean[] dirty;
    private final int[] dirtyRoutes;
    private int dirtyCount;

    Routes(SearchProblem problem) {
        this.problem = problem;
        n = problem.clients;
        places = problem.places;
        int vehicles = problem.vehicles;
        nodes = n + 2 * vehicles;
        node = new int[nodes * STRIDE];
        open = Arrays.copyOf(problem.open, nodes);
        close = Arrays.copyOf(problem.close, nodes);
        demand = problem.demand;
        costOut = new int[vehicles][];
        costInto = new int[vehicles][];
        timeOut = new int[vehicles][];
        timeInto = new int[vehicles][];
        service = new int[vehicles][];
        allowed = new boolean[vehicles][];
        hasSkills = problem.hasSkills;
        pace = Arrays.stream(problem.typeOf).map(type -> problem.paceOf[type]).toArray();
        limitsDuration = problem.limitsDuration;
        size = new int[vehicles];
        free = new int[vehicles];
        emptyPosition = new int[vehicles];
        empty = new int[problem.types.length][];
        emptyCount = new int[problem.types.length];
        for (int t = 0; t < empty.length; t++) {
            empty[t] = new int[problem.types[t].count()];
        }
        for (int v = 0; v < vehicles; v++) {
            SearchProblem.Type type = problem.types[problem.typeOf[v]];
            costOut[v] = type.travel().cost;
            costInto[v] = type.travel().costInto;
            timeOut[v] = type.travel().time;
            timeInto[v] = type.travel().timeInto;
            service[v] = type.service();
            allowed[v] = type.allowed();
            for (int end = start(v); end <= end(v); end++) {
                open[end] = type.earliest();
                close[end] = type.latest();
                node[end * STRIDE + PLACE] = end == start(v) ? type.startPlace() : type.endPlace();
            }
        }
        for (int c = 0; c < n; c++) {
            node[c * STRIDE + PLACE] = c;
        }
        loaded = new int[vehicles];
        undone = new int[n];
        savedUndone = new int[n];
        shift = new int[limitsDuration ? nodes * STRIDE : 0];
        savedAt = new int[nodes];
        savedNodes = new int[nodes];
        savedData = new int[nodes * STRIDE];
        savedShift = new int[shift.length];
        routeSavedAt = new int[vehicles];
        savedRoutes = new int[vehicles];
        savedSize = new int[vehicles];
        savedFree = new int[vehicles];
        dirty = new boolean[vehicles];
        dirtyRoutes = new int[vehicles];
        clear();
    }

    private int start(int vehicle) {
        return n + 2 * vehicle;
    }

    private int end(int vehicle) {
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
        Arrays.fill(emptyCount, 0);
        Arrays.fill(emptyPosition, -1);
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
        free[vehicle] = problem.types[problem.typeOf[vehicle]].capacity();
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
            setEmpty(vehicle);
        } else {
            cost += routeCost(vehicle);
        }
        setTimes(vehicle);
    }

    private void link(int vehicle, int p, int s) {
        node[p * STRIDE + NEXT] = s;
        node[s * STRIDE + PREV] = p;
        node[p * STRIDE + ARC] = costOut[vehicle][place(p) * places + place(s)];
    }

    private int place(int x) {
        return node[x * STRIDE + PLACE];
    }

    private long routeCost(int vehicle) {
        long sum = problem.types[problem.typeOf[vehicle]].fixedCost();
        for (int x = start(vehicle); x != end(vehicle); x = next(x)) {
            sum += node[x * STRIDE + ARC];
        }
        return sum;
    }

    private void setTimes(int vehicle) {
        int from = start(vehicle);
        node[from * STRIDE + BEGIN] = open[from];
        node[from * STRIDE + DEPART] = open[from];
        for (int x = next(from);; x = next(x)) {
            setBegin(vehicle, x);
            if (x == end(vehicle)) {
                break;
            }
        }
        node[end(vehicle) * STRIDE + LATEST] = close[end(vehicle)];
        for (int x = prev(end(vehicle));; x = prev(x)) {
            node[x * STRIDE + LATEST] = latest(vehicle, x);
            if (x == from) {
                break;
            }
        }
        if (limitsDuration) {
            // What is left of an earlier load must not pass for a value that has stayed the same.
            for (int x = from; x != end(vehicle); x = next(x)) {
                shift[next(x) * STRIDE + UP_DURATION] = -1;
                shift[x * STRIDE + ON_DURATION] = -1;
            }
            shiftsUp(vehicle, next(from), true);
            shiftsOn(vehicle, prev(end(vehicle)), true);
        }
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
        broken = false;
    }

    /** Takes back every change since the mark, and sets the mark again. */
    void undo() {
        for (int i = 0; i < savedCount; i++) {
            System.arraycopy(savedData, i * STRIDE, node, savedNodes[i] * STRIDE, STRIDE);
            if (limitsDuration) {
                System.arraycopy(savedShift, i * STRIDE, shift, savedNodes[i] * STRIDE, STRIDE);
            }
        }
        for (int i = 0; i < savedRouteCount; i++) {
            int v = savedRoutes[i];
            if (savedSize[i] == 0 != (size[v] == 0)) {
                if (savedSize[i] == 0) {
                    setEmpty(v);
                } else {
                    setUsed(v);
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
        return broken;
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

    private void save(int x) {
        if (savedAt[x] != epoch) {
            savedAt[x] = epoch;
            savedNodes[savedCount] = x;
            System.arraycopy(node, x * STRIDE, savedData, savedCount * STRIDE, STRIDE);
            if (limitsDuration) {
                System.arraycopy(shift, x * STRIDE, savedShift, savedCount * STRIDE, STRIDE);
            }
            savedCount++;
        }
    }

    private void saveRoute(int v) {
        if (routeSavedAt[v] != epoch) {
            routeSavedAt[v] = epoch;
            savedRoutes[savedRouteCount] = v;
            savedSize[savedRouteCount] = size[v];
            savedFree[savedRouteCount++] = free[v];
        }
    }

    /** How many of the walk's vehicles have no clients. */
    int emptyTotal() {
        int sum = 0;
        for (int count : emptyCount) {
            sum += count;
        }
        return sum;
    }

    private void setEmpty(int v) {
        int t = problem.typeOf[v];
        emptyPosition[v] = emptyCount[t];
        empty[t][emptyCount[t]++] = v;
    }

    private void setUsed(int v) {
        int t = problem.typeOf[v];
        int last = empty[t][--emptyCount[t]];
        empty[t][emptyPosition[v]] = last;
        emptyPosition[last] = emptyPosition[v];
        emptyPosition[v] = -1;
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
            delta -= problem.types[problem.typeOf[v]].fixedCost();
            setEmpty(v);
        } else {
            delta += node[p * STRIDE + ARC];
        }
        cost += delta;
        updateUp(v, s, false);
        updateOn(v, p, false);
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
            delta += problem.types[problem.typeOf[v]].fixedCost();
            setUsed(v);
        }
        cost += delta;
        updateUp(v, c, true);
        updateOn(v, c, true);
    }

    /**
     * What the cost grows by if the clients from {@code s} on follow {@code p} and the clients that followed {@code p} follow the
     * node before {@code s}, each vehicle going home to its own depot; if that is below {@code below}. Both must travel alike.
     * Windows are judged here where the vehicles are of one type; all else is left to {@link #tailsFit}.
     */
    int tailsCost(int p, int s, int below) {
        int pAt = p * STRIDE;
        int sAt = s * STRIDE;
        int v = node[pAt + ROUTE];
        int w = node[sAt + ROUTE];
        if (v < 0 || w < 0 || v == w || pace[v] != pace[w]) {
            return below;
        }
        int q = node[sAt + PREV];
        int r = node[pAt + NEXT];
        int there = node[pAt + PLACE] * places + place(s < n ? s : end(v));
        int back = place(q) * places + place(r < n ? r : end(w));
        boolean leavesV = p >= n && s >= n;
        boolean leavesW = q >= n && r >= n;
        int delta = (leavesV ? 0 : costOut[v][there]) + (leavesW ? 0 : costOut[v][back]) - node[pAt + ARC]
                - node[q * STRIDE + ARC];
        boolean alike = problem.typeOf[v] == problem.typeOf[w];
        if (!alike) {
            if (hasSkills && (s < n && !mayServe(v, s) || r < n && !mayServe(w, r))) {
                return below;
            }
            delta += (s < n ? homeCost(w, v) : 0) + (r < n ? homeCost(v, w) : 0);
        }
        delta += fixedCost(v, leavesV) + fixedCost(w, leavesW);
        if (delta >= below || leavesV && leavesW
                || node[pAt + DEPART] + timeOut[v][there] > (alike ? node[sAt + LATEST] : close[s < n ? s : end(v)])
                || node[q * STRIDE + DEPART] + timeOut[v][back] > (alike
                        ? node[r * STRIDE + LATEST]
                        : close[r < n ? r : end(w)])) {
            return below;
        }
        return delta;
    }

    private boolean mayServe(int v, int c) {
        return allowed[v].length == 0 || allowed[v][c];
    }

    /** What it costs more that the last client of {@code v} goes home to the depot of {@code w}. */
    private int homeCost(int v, int w) {
        int row = place(prev(end(v))) * places;
        return costOut[v][row + place(end(w))] - costOut[v][row + place(end(v))];
    }

    private int fixedCost(int v, boolean becomesEmpty) {
        return becomesEmpty == (size[v] == 0)
                ? 0
                : (becomesEmpty ? -1 : 1) * problem.types[problem.typeOf[v]].fixedCost();
    }

    /** Whether both routes keep all limits if the clients from {@code s} on change places with those after {@code p}. */
    boolean tailsFit(int p, int s) {
        int v = route(p);
        int w = route(s);
        int toV = 0;
        for (int x = s; x < n; x = next(x)) {
            toV += demand[x];
        }
        int toW = 0;
        for (int x = next(p); x < n; x = next(x)) {
            toW += demand[x];
        }
        if (free[v] - toV + toW < 0 || free[w] - toW + toV < 0) {
            return false;
        }
        if (problem.typeOf[v] != problem.typeOf[w]) {
            return tailFits(v, p, s) && tailFits(w, prev(s), next(p));
        }
        int limit = problem.types[problem.typeOf[v]].maxDuration();
        return !limitsDuration || joined(v, p, s) <= limit && joined(v, prev(s), next(p)) <= limit;
    }

    /** Walks along the other route's clients from {@code s} on as if they followed {@code p}. */
    private boolean tailFits(int v, int p, int s) {
        int depart = node[p * STRIDE + DEPART];
        int duration = limitsDuration ? shift[p * STRIDE + UP_DURATION] : 0;
        int latest = limitsDuration ? shift[p * STRIDE + UP_LATEST] : 0;
        int at = place(p);
        for (int x = s;; x = next(x)) {
            int to = x < n ? x : end(v);
            if (x < n && hasSkills && !mayServe(v, x)) {
                return false;
            }
            int way = timeOut[v][at * places + place(to)];
            int begin = Math.max(open[to], depart + way);
            if (begin > close[to]) {
                return false;
            }
            if (limitsDuration) {
                int sum = duration + way;
                duration = sum + Math.max(0, open[to] - sum - latest) + (x < n ? service[v][x] : 0);
                latest = Math.min(close[to] - sum, latest);
            }
            if (x >= n) {
                return duration <= problem.types[problem.typeOf[v]].maxDuration();
            }
            depart = begin + service[v][x];
            at = x;
        }
    }

    private int joined(int v, int p, int s) {
        int way = shift[p * STRIDE + UP_DURATION] + timeOut[v][place(p) * places + place(s)];
        return way + shift[s * STRIDE + ON_DURATION]
                + Math.max(0, shift[s * STRIDE + ON_EARLIEST] - way - shift[p * STRIDE + UP_LATEST]);
    }

    /** Lets the clients after {@code p} and the clients from {@code s} on change places. */
    void swapTails(int p, int s) {
        int v = route(p);
        int w = route(s);
        int q = prev(s);
        int r = next(p);
        saveRoute(v);
        saveRoute(w);
        int lastV = prev(end(v));
        int lastW = prev(end(w));
        save(p);
        save(q);
        save(r);
        save(s);
        save(lastV);
        save(lastW);
        save(end(v));
        save(end(w));
        long before = routeCostOf(p, v) + routeCostOf(q, w);
        int movedLoad = 0;
        int moved = 0;
        for (int x = s; x < n; x = next(x)) {
            save(x);
            node[x * STRIDE + ROUTE] = v;
            movedLoad += demand[x];
            moved++;
        }
        for (int x = r; x < n; x = next(x)) {
            save(x);
            node[x * STRIDE + ROUTE] = w;
            movedLoad -= demand[x];
            moved--;
        }
        boolean sIsEnd = s >= n;
        boolean rIsEnd = r >= n;
        link(v, p, sIsEnd ? end(v) : s);
        if (!sIsEnd) {
            link(v, lastW, end(v));
        }
        link(w, q, rIsEnd ? end(w) : r);
        if (!rIsEnd) {
            link(w, lastV, end(w));
        }
        resize(v, moved, movedLoad);
        resize(w, -moved, -movedLoad);
        cost += routeCostOf(p, v) + routeCostOf(q, w) - before;
        updateUp(v, next(p), true);
        updateUp(v, end(v), true);
        updateUp(w, next(q), true);
        updateUp(w, end(w), true);
        if (problem.typeOf[v] != problem.typeOf[w]) {
            updateOn(v, prev(end(v)), true);
            updateOn(w, prev(end(w)), true);
        }
        updateOn(v, p, true);
        updateOn(w, q, true);
    }

    /** Arcs that a change of tails touches, and the fixed cost. */
    private long routeCostOf(int p, int v) {
        if (size[v] == 0) {
            return 0;
        }
        int last = prev(end(v));
        return node[p * STRIDE + ARC] + (last == p ? 0 : node[last * STRIDE + ARC])
                + (long) problem.types[problem.typeOf[v]].fixedCost();
    }

    private void resize(int v, int clientsMore, int loadMore) {
        boolean wasEmpty = size[v] == 0;
        size[v] += clientsMore;
        free[v] -= loadMore;
        if (size[v] == 0) {
            node[start(v) * STRIDE + ARC] = 0;
        }
        if (wasEmpty != (size[v] == 0)) {
            if (wasEmpty) {
                setUsed(v);
            } else {
                setEmpty(v);
            }
        }
    }

    private boolean setBegin(int v, int x) {
        int at = x * STRIDE;
        int p = node[at + PREV];
        int pAt = p * STRIDE;
        int begin = Math.max(open[x], node[pAt + DEPART] + timeOut[v][node[pAt + PLACE] * places + node[at + PLACE]]);
        int depart = x < n ? begin + service[v][x] : begin;
        if (begin == node[at + BEGIN] && depart == node[at + DEPART]) {
            return false;
        }
        save(x);
        node[at + BEGIN] = begin;
        node[at + DEPART] = depart;
        broken |= begin > close[x];
        return true;
    }

    private int latest(int v, int x) {
        int at = x * STRIDE;
        int sAt = node[at + NEXT] * STRIDE;
        int leave = node[sAt + LATEST] - timeOut[v][node[at + PLACE] * places + node[sAt + PLACE]];
        return Math.min(close[x], x < n ? leave - service[v][x] : leave);
    }

    /** Earliest begins from a node on, as far as they change; the first one is new if {@code always}. */
    private void updateUp(int v, int from, boolean always) {
        boolean first = always;
        for (int x = from;; x = next(x)) {
            boolean changed = setBegin(v, x);
            if (!changed && !first || x >= n) {
                break;
            }
            first = false;
        }
        if (limitsDuration) {
            shiftsUp(v, from, always);
        }
    }

    /** Latest begins from a node back, as far as they change. */
    private void updateOn(int v, int from, boolean always) {
        boolean first = always;
        for (int x = from;; x = prev(x)) {
            int latest = latest(v, x);
            if (latest == node[x * STRIDE + LATEST] && !first) {
                break;
            }
            save(x);
            node[x * STRIDE + LATEST] = latest;
            first = false;
            if (x >= n) {
                break;
            }
        }
        if (limitsDuration) {
            shiftsOn(v, from, always);
        }
    }

    private void shiftsUp(int v, int from, boolean always) {
        boolean first = always;
        int start = start(v);
        shift[start * STRIDE + UP_DURATION] = 0;
        shift[start * STRIDE + UP_EARLIEST] = open[start];
        shift[start * STRIDE + UP_LATEST] = close[start];
        for (int x = from;; x = next(x)) {
            int p = prev(x) * STRIDE;
            int way = shift[p + UP_DURATION] + timeOut[v][node[p + PLACE] * places + place(x)];
            int wait = Math.max(0, open[x] - way - shift[p + UP_LATEST]);
            int duration = way + wait + (x < n ? service[v][x] : 0);
            int earliest = Math.max(open[x] - way, shift[p + UP_EARLIEST]) - wait;
            int latest = Math.min(close[x] - way, shift[p + UP_LATEST]);
            int at = x * STRIDE;
            if (!first && shift[at + UP_DURATION] == duration && shift[at + UP_EARLIEST] == earliest
                    && shift[at + UP_LATEST] == latest) {
                return;
            }
            save(x);
            shift[at + UP_DURATION] = duration;
            shift[at + UP_EARLIEST] = earliest;
            shift[at + UP_LATEST] = latest;
            first = false;
            if (x >= n) {
                broken |= duration > problem.types[problem.typeOf[v]].maxDuration();
                return;
            }
        }
    }

    private void shiftsOn(int v, int from, boolean always) {
        boolean first = always;
        int end = end(v) * STRIDE;
        shift[end + ON_DURATION] = 0;
        shift[end + ON_EARLIEST] = open[end(v)];
        shift[end + ON_LATEST] = close[end(v)];
        for (int x = from;; x = prev(x)) {
            int s = next(x) * STRIDE;
            int way = (x < n ? service[v][x] : 0) + timeOut[v][place(x) * places + node[s + PLACE]];
            int wait = Math.max(0, shift[s + ON_EARLIEST] - way - close[x]);
            int duration = way + shift[s + ON_DURATION] + wait;
            int earliest = Math.max(shift[s + ON_EARLIEST] - way, open[x]) - wait;
            int latest = Math.min(shift[s + ON_LATEST] - way, close[x]);
            int at = x * STRIDE;
            if (!first && shift[at + ON_DURATION] == duration && shift[at + ON_EARLIEST] == earliest
                    && shift[at + ON_LATEST] == latest) {
                return;
            }
            save(x);
            shift[at + ON_DURATION] = duration;
            shift[at + ON_EARLIEST] = earliest;
            shift[at + ON_LATEST] = latest;
            first = false;
            if (x >= n) {
                return;
            }
        }
    }

    /**
     * What the route's cost grows by if the client is put right after {@code p}, and with limited shifts a part of the waiting that
     * comes with it; if that is below {@code below} and allowed; {@code below} otherwise.
     */
    int insertionCost(int c, int p, int below) {
        int pAt = p * STRIDE;
        int v = node[pAt + ROUTE];
        if (v < 0 || free[v] < demand[c] || hasSkills && !mayServe(v, c)) {
            return below;
        }
        int sAt = node[pAt + NEXT] * STRIDE;
        int row = c * places;
        int pPlace = node[pAt + PLACE];
        int sPlace = node[sAt + PLACE];
        int delta = costInto[v][row + pPlace] + costOut[v][row + sPlace] - node[pAt + ARC];
        if (delta >= below) {
            return below;
        }
        int begin = Math.max(open[c], node[pAt + DEPART] + timeInto[v][row + pPlace]);
        if (begin > close[c] || begin + service[v][c] + timeOut[v][row + sPlace] > node[sAt + LATEST]) {
            return below;
        }
        if (limitsDuration) {
            int duration = durationWith(v, c, pAt, sAt);
            if (duration > problem.types[problem.typeOf[v]].maxDuration()) {
                return below;
            }
            int way = timeInto[v][row + pPlace] + timeOut[v][row + sPlace] - timeOut[v][pPlace * places + sPlace];
            int wait = duration - shift[end(v) * STRIDE + UP_DURATION] - service[v][c] - way;
            return Math.min(below, delta + (int) (WAIT_WEIGHT * wait));
        }
        return delta;
    }

    /** Duration of the shift: segment before, client, segment after (Vidal et al. 2013, time-window segments). */
    private int durationWith(int v, int c, int pAt, int sAt) {
        int row = c * places;
        int way = shift[pAt + UP_DURATION] + timeInto[v][row + node[pAt + PLACE]];
        int wait = Math.max(0, open[c] - way - shift[pAt + UP_LATEST]);
        int latest = Math.min(close[c] - way, shift[pAt + UP_LATEST]);
        way += wait + service[v][c] + timeOut[v][row + node[sAt + PLACE]];
        int wait2 = Math.max(0, shift[sAt + ON_EARLIEST] - way - latest);
        return way + wait2 + shift[sAt + ON_DURATION];
    }

    /** Fixed cost and both ways, if a vehicle without clients may serve this one in time; {@code below} otherwise. */
    int lonelyCost(int c, int vehicle, int below) {
        int fixed = problem.types[problem.typeOf[vehicle]].fixedCost();
        int found = insertionCost(c, start(vehicle), below - fixed);
        return found < below - fixed ? found + fixed : below;
    }

    int startNode(int vehicle) {
        return start(vehicle);
    }
}
