package org.siji.dispatch.search;

/**
 * Takes strings of clients out of routes that lie near each other (slack induction by string removals, Christiaens and Vanden
 * Berghe 2020, section 5).
 */
final class Ruin {
    private static final double SPLIT_RATE = 0.5;
    private static final double LONGER_GAP_RATE = 0.01;
    /** Share of the steps that take apart only two types of routes, where skills differ. */
    private static final double TWO_TYPES_RATE = 0.25;

    private final SearchProblem problem;
    private final Neighbours neighbours;
    private final Routes routes;
    private final SearchRandom random;
    private final double meanRemoved;
    private final int maxString;
    private final int[] ruinedAt;
    private int round;

    Ruin(Neighbours neighbours, Routes routes, SearchRandom random, SearchSettings settings) {
        this.problem = routes.problem;
        this.neighbours = neighbours;
        this.routes = routes;
        this.random = random;
        this.meanRemoved = settings.meanRemoved();
        this.maxString = settings.maxString();
        this.ruinedAt = new int[problem.vehicles];
    }

    /**
     * Where skills differ, some steps keep to the routes of two types: what is taken out of others often finds no place in these.
     *
     * @param meanSize mean number of clients of the walk's used routes
     */
    void ruin(int seed, double meanSize) {
        round++;
        double longest = Math.min(maxString, meanSize);
        int strings = (int) (1 + random.unit() * (4 * meanRemoved / (1 + longest) - 1));
        boolean isTwoTypes = problem.hasSkills && random.unit() < TWO_TYPES_RATE;
        int oneType = isTwoTypes ? typeOf(seed) : 0;
        int otherType = isTwoTypes ? random.below(problem.types.length) : 0;
        for (int c : neighbours.near[seed]) {
            int v = routes.route(c);
            if (v >= 0 && ruinedAt[v] != round
                    && (!isTwoTypes || problem.typeOf[v] == oneType || problem.typeOf[v] == otherType)) {
                ruinedAt[v] = round;
                int size = routes.size[v];
                int length = (int) (1 + random.unit() * Math.min(size, longest));
                removeString(c, Math.min(length, size), size);
                if (--strings <= 0) {
                    return;
                }
            }
        }
    }

    /** The type of the vehicle that serves the client or, while it waits, one by lot that may. */
    private int typeOf(int client) {
        int v = routes.route(client);
        if (v >= 0) {
            return problem.typeOf[v];
        }
        int count = problem.types.length;
        int type = random.below(count);
        for (int i = 0; i < count && !problem.allows(type, client); i++) {
            type = (type + 1) % count;
        }
        return type;
    }

    private void removeString(int c, int length, int size) {
        int gap = 0;
        if (length > 1 && length < size && random.unit() < SPLIT_RATE) {
            gap = 1;
            while (length + gap < size && random.unit() < LONGER_GAP_RATE) {
                gap++;
            }
        }
        int span = length + gap;
        int before = 0;
        int x = c;
        while (before < span - 1 && routes.isClient(routes.prev(x))) {
            x = routes.prev(x);
            before++;
        }
        int after = 0;
        for (int y = c; after < span - 1 && routes.isClient(routes.next(y)); y = routes.next(y)) {
            after++;
        }
        int least = Math.max(0, span - 1 - after);
        int back = least + random.below(before - least + 1);
        int first = c;
        for (int i = 0; i < back; i++) {
            first = routes.prev(first);
        }
        if (gap == 0) {
            routes.remove(first, ahead(first, length - 1));
            return;
        }
        int head = 1 + random.below(length - 1);
        int headLast = ahead(first, head - 1);
        int tailFirst = ahead(headLast, gap + 1);
        int tailLast = ahead(tailFirst, length - head - 1);
        routes.remove(tailFirst, tailLast);
        routes.remove(first, headLast);
    }

    private int ahead(int x, int steps) {
        int result = x;
        for (int i = 0; i < steps; i++) {
            result = routes.next(result);
        }
        return result;
    }
}
