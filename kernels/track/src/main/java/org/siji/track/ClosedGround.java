package org.siji.track;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which ground passes close: the way as cells of one metre, dilated and then eroded by a disc, and the size of each patch of
 * what remains (cells that touch by side or corner). Tiles of 64 x 64 cells, one word per row, bit 0 the westernmost.
 */
final class ClosedGround {

    private static final int TILE = 64;

    private final Map<Long, Tile> tiles;
    private long lastKey;
    private @Nullable Tile lastTile;

    private ClosedGround(Map<Long, Tile> tiles) {
        this.tiles = tiles;
    }

    ClosedGround() {
        this(new HashMap<>());
    }

    private static final class Tile {
        final int tileX;
        final int tileY;
        final long[] rows = new long[TILE];
        /** Patch of each cell once {@link #patchSizes} has run. */
        int @Nullable [] patch;

        Tile(int tileX, int tileY) {
            this.tileX = tileX;
            this.tileY = tileY;
        }
    }

    private static long key(int tileX, int tileY) {
        return (long) tileY << 32 | tileX & 0xFFFF_FFFFL;
    }

    private @Nullable Tile findTile(int tileX, int tileY) {
        long key = key(tileX, tileY);
        if (lastTile == null || key != lastKey) {
            lastTile = tiles.get(key);
            lastKey = key;
        }
        return lastTile;
    }

    private Tile getTile(int tileX, int tileY) {
        Tile tile = findTile(tileX, tileY);
        if (tile == null) {
            tile = new Tile(tileX, tileY);
            lastTile = tile;
            tiles.put(lastKey, tile);
        }
        return tile;
    }

    void add(int column, int row) {
        getTile(column >> 6, row >> 6).rows[row & TILE - 1] |= 1L << column;
    }

    boolean contains(int column, int row) {
        Tile tile = findTile(column >> 6, row >> 6);
        return tile != null && (tile.rows[row & TILE - 1] >>> column & 1) != 0;
    }

    int cellCount() {
        int cells = 0;
        for (Tile tile : tiles.values()) {
            for (long word : tile.rows) {
                cells += Long.bitCount(word);
            }
        }
        return cells;
    }

    /** Dilated and eroded by the cells whose centres lie within {@code radius} (at most 31) of a cell's own. */
    ClosedGround closed(double radius) {
        ClosedGround wide = new ClosedGround();
        for (Tile tile : tiles.values()) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    wide.getTile(tile.tileX + dx, tile.tileY + dy);
                }
            }
        }
        wide.tiles.values().forEach(tile -> fill(tile, radius, false));
        ClosedGround closed = new ClosedGround();
        for (Tile tile : tiles.values()) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    closed.getTile(tile.tileX + dx, tile.tileY + dy);
                }
            }
        }
        closed.tiles.values().forEach(tile -> wide.fill(tile, radius, true));
        closed.tiles.values().removeIf(tile -> Arrays.stream(tile.rows).allMatch(word -> word == 0));
        return closed;
    }

    /** Each cell of {@code out}: whether any (or all) cells of the disc around it are set here. */
    private void fill(Tile out, double radius, boolean all) {
        int reach = (int) radius;
        // Words of the tile, of its western and its eastern neighbour, rows -reach to 63 + reach.
        long[][] words = new long[3][TILE + 2 * reach];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                Tile tile = tiles.get(key(out.tileX + dx, out.tileY + dy));
                for (int row = Math.max(0, -reach - dy * TILE); tile != null && row < TILE
                        && row + dy * TILE < TILE + reach; row++) {
                    words[dx + 1][row + dy * TILE + reach] = tile.rows[row];
                }
            }
        }
        for (int dy = -reach; dy <= reach; dy++) {
            int half = (int) Math.sqrt(radius * radius - dy * dy);
            for (int row = 0; row < TILE; row++) {
                int at = row + dy + reach;
                long spread = spread(words[0][at], words[1][at], words[2][at], half, all);
                if (dy == -reach) {
                    out.rows[row] = spread;
                } else if (all) {
                    out.rows[row] &= spread;
                } else {
                    out.rows[row] |= spread;
                }
            }
        }
    }

    private static long spread(long west, long middle, long east, int half, boolean all) {
        long result = middle;
        for (int shift = 1; shift <= half; shift++) {
            long fromWest = middle << shift | west >>> TILE - shift;
            long fromEast = middle >>> shift | east << TILE - shift;
            result = all ? result & fromWest & fromEast : result | fromWest | fromEast;
        }
        return result;
    }

    /** Cells of each patch; {@link #patch} then tells to which one a cell belongs. */
    int[] patchSizes() {
        for (Tile tile : tiles.values()) {
            tile.patch = new int[TILE * TILE];
            Arrays.fill(tile.patch, -1);
        }
        int[] sizes = new int[16];
        int patches = 0;
        for (Tile tile : tiles.values()) {
            for (int row = 0; row < TILE; row++) {
                for (long word = tile.rows[row]; word != 0; word &= word - 1) {
                    int size = flood(tile.tileX * TILE + Long.numberOfTrailingZeros(word), tile.tileY * TILE + row,
                            patches);
                    if (size > 0) {
                        sizes = patches == sizes.length ? Arrays.copyOf(sizes, patches * 2) : sizes;
                        sizes[patches++] = size;
                    }
                }
            }
        }
        return Arrays.copyOf(sizes, patches);
    }

    private int flood(int column, int row, int patch) {
        if (!claim(column, row, patch)) {
            return 0;
        }
        long[] open = new long[64];
        int opened = 0;
        open[opened++] = key(column, row);
        int size = 0;
        while (opened > 0) {
            long cell = open[--opened];
            size++;
            if (opened + 8 > open.length) {
                open = Arrays.copyOf(open, open.length * 2);
            }
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int nextColumn = (int) cell + dx;
                    int nextRow = (int) (cell >> 32) + dy;
                    if (claim(nextColumn, nextRow, patch)) {
                        open[opened++] = key(nextColumn, nextRow);
                    }
                }
            }
        }
        return size;
    }

    private boolean claim(int column, int row, int patch) {
        Tile tile = findTile(column >> 6, row >> 6);
        if (tile == null || tile.patch == null || (tile.rows[row & TILE - 1] >>> column & 1) == 0) {
            return false;
        }
        int at = (row & TILE - 1) * TILE + (column & TILE - 1);
        if (tile.patch[at] >= 0) {
            return false;
        }
        tile.patch[at] = patch;
        return true;
    }

    /** Number of the patch a cell belongs to, -1 if to none. */
    int patch(int column, int row) {
        Tile tile = findTile(column >> 6, row >> 6);
        return tile == null || tile.patch == null ? -1 : tile.patch[(row & TILE - 1) * TILE + (column & TILE - 1)];
    }
}
