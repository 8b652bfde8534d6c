package org.siji.platform.sheets;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The sheet that was looked for, as it was found.
 *
 * @param headRow   1-based, like all rows
 * @param heads     the headings as they stand, by column
 * @param columns   key of a {@link SheetColumn} to the index of its column
 * @param rows      below the head, those with anything in them
 */
public record SheetTable(String sheetName, int headRow, List<String> heads, Map<String, Integer> columns,
        List<Row> rows) {

    /** What stands in a cell. A FORMULA's text is the formula itself: what it came to may be old. */
    public enum Kind {
        EMPTY, TEXT, NUMBER, DATE, FORMULA, BROKEN
    }

    /**
     * @param text   a date as 2026-07-10, a number without exponent
     * @param merged it is joined with another cell, so that nobody can say which of them the value is meant for
     */
    public record Cell(Kind kind, String text, boolean merged) {

        static final Cell NONE = new Cell(Kind.EMPTY, "", false);

        public boolean isBlank() {
            return SheetText.plain(text).isEmpty();
        }
    }

    /** @param number 1-based */
    public record Row(int number, List<Cell> cells) {

        public Cell cell(@Nullable Integer column) {
            return column == null || column >= cells.size() ? Cell.NONE : cells.get(column);
        }
    }

    public Cell cell(Row row, String key) {
        return row.cell(columns.get(key));
    }

    /** The heading of a column as its owner wrote it; empty if the sheet has none. */
    public String head(String key) {
        Integer column = columns.get(key);
        return column == null ? "" : heads.get(column);
    }
}
