package org.siji.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns that stand under each other also with Chinese in them: a character of it takes two places on a terminal. */
final class TextTable {

    private static final String GAP = "  ";

    private final int leftAligned;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param leftAligned how many of the first columns are words; the others are numbers and stand to the right */
    TextTable(int leftAligned) {
        this.leftAligned = leftAligned;
    }

    TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    void print(PrintWriter out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String padding = " ".repeat(width(i) - places(cell));
                line.append(i == 0 ? "" : GAP).append(i < leftAligned ? cell + padding : padding + cell);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> places(row.get(column))).max().orElse(0);
    }

    private static int places(String text) {
        return text.codePoints().map(c -> c >= 0x2E80 && c <= 0xFFE6 ? 2 : 1).sum();
    }
}
