package org.siji.platform.sheets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.sheets.SheetGuard.Merge;
import org.siji.platform.sheets.SheetTable.Cell;
import org.siji.platform.sheets.SheetTable.Kind;

/** Finds the sheet with the wanted columns in an Excel file and reads its rows. */
public final class SheetReader {

    public static final int MAX_ROWS = 100_000;
    /** How far down the head may stand: above it are titles and explanations. */
    private static final int HEAD_WITHIN = 30;
    private static final int MAX_COLUMNS = 200;
    private static final String GENERAL = "general";

    private SheetReader() {}

    /** @throws ProblemException 422 with the one thing that is wrong with the file as a whole */
    public static SheetTable read(byte[] file, List<SheetColumn> wanted) {
        Map<String, List<Merge>> merges = SheetGuard.check(file);
        try (ReadableWorkbook book = new ReadableWorkbook(SheetGuard.open(file), new ReadingOptions(true, true))) {
            List<String> names = new ArrayList<>();
            List<String> missing = wanted.stream().filter(SheetColumn::required).map(one -> one.names().getFirst())
                    .toList();
            for (Sheet sheet : book.getSheets().toList()) {
                names.add(sheet.getName());
                try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
                    Reading reading = new Reading(sheet.getName(), wanted,
                            merges.getOrDefault(sheet.getId(), List.of()));
                    reading.take(rows.iterator());
                    SheetTable table = reading.table();
                    if (table != null) {
                        return table;
                    }
                    missing = reading.fewestMissing.size() < missing.size() ? reading.fewestMissing : missing;
                }
            }
            throw SheetGuard.problem("sheet.no-head", String.join("、", names), String.join("、", missing));
        } catch (IOException | UncheckedIOException | ExcelReaderException | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw SheetGuard.problem("sheet.damaged");
        }
    }

    /** One sheet while it is read. */
    private static final class Reading {

        private final String name;
        private final List<SheetColumn> wanted;
        private final List<Merge> merges;
        private final Map<String, Integer> columns = new HashMap<>();
        private final List<String> heads = new ArrayList<>();
        private final List<SheetTable.Row> rows = new ArrayList<>();
        private int headRow;
        private List<String> fewestMissing;

        Reading(String name, List<SheetColumn> wanted, List<Merge> merges) {
            this.name = name;
            this.wanted = wanted;
            this.merges = merges;
            this.fewestMissing = wanted.stream().filter(SheetColumn::required).map(one -> one.names().getFirst())
                    .toList();
        }

        @Nullable
        SheetTable table() {
            return headRow == 0 ? null : new SheetTable(name, headRow, heads, columns, rows);
        }

        void take(Iterator<org.dhatim.fastexcel.reader.Row> found) {
            while (found.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = found.next();
                if (headRow == 0 && row.getRowNum() > HEAD_WITHIN) {
                    return;
                }
                List<Cell> cells = cells(row);
                if (headRow == 0) {
                    findHead(row.getRowNum(), cells);
                } else if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    if (rows.size() == MAX_ROWS) {
                        throw SheetGuard.problem("sheet.too-many-rows", MAX_ROWS);
                    }
                    rows.add(new SheetTable.Row(row.getRowNum(), cells));
                }
            }
        }

        private void findHead(int number, List<Cell> cells) {
            Map<String, Integer> there = new HashMap<>();
            List<String> doubled = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                String head = SheetText.head(cells.get(i).text());
                for (SheetColumn column : wanted) {
                    if (column.isCalled(head) && there.putIfAbsent(column.key(), i) != null) {
                        doubled.add(cells.get(i).text());
                    }
                }
            }
            List<String> missing = wanted.stream()
                    .filter(column -> column.required() && !there.containsKey(column.key()))
                    .map(column -> column.names().getFirst()).toList();
            if (!missing.isEmpty()) {
                fewestMissing = missing.size() < fewestMissing.size() ? missing : fewestMissing;
                return;
            }
            if (!doubled.isEmpty()) {
                throw SheetGuard.problem("sheet.head-twice", name, String.join("、", doubled));
            }
            headRow = number;
            columns.putAll(there);
            cells.forEach(cell -> heads.add(cell.text()));
        }

        private List<Cell> cells(org.dhatim.fastexcel.reader.Row row) {
            int last = 0;
            for (org.dhatim.fastexcel.reader.Cell cell : row) {
                last = cell == null ? last : Math.max(last, cell.getColumnIndex() + 1);
            }
            Cell[] cells = new Cell[Math.min(last, MAX_COLUMNS)];
            java.util.Arrays.fill(cells, Cell.NONE);
            for (org.dhatim.fastexcel.reader.Cell cell : row) {
                if (cell != null && cell.getColumnIndex() < cells.length) {
                    cells[cell.getColumnIndex()] = cell(cell, isMerged(cell.getColumnIndex(), row.getRowNum()));
                }
            }
            for (int i = 0; i < cells.length; i++) {
                if (cells[i].equals(Cell.NONE) && isMerged(i, row.getRowNum())) {
                    cells[i] = new Cell(Kind.EMPTY, "", true);
                }
            }
            return List.of(cells);
        }

        private boolean isMerged(int column, int row) {
            for (Merge merge : merges) {
                if (merge.holds(column, row)) {
                    return true;
                }
            }
            return false;
        }

        private static Cell cell(org.dhatim.fastexcel.reader.Cell cell, boolean merged) {
            if (cell.getFormula() != null) {
                return new Cell(Kind.FORMULA, "=" + cell.getFormula(), merged);
            }
            CellType type = cell.getType();
            return switch (type) {
                case NUMBER -> number(cell, merged);
                case STRING, BOOLEAN -> new Cell(Kind.TEXT, text(cell), merged);
                case FORMULA -> new Cell(Kind.FORMULA, "=" + cell.getRawValue(), merged);
                case ERROR -> new Cell(Kind.BROKEN, text(cell), merged);
                case EMPTY -> new Cell(Kind.EMPTY, "", merged);
            };
        }

        private static Cell number(org.dhatim.fastexcel.reader.Cell cell, boolean merged) {
            BigDecimal value = cell.asNumber();
            if (isDate(cell.getDataFormatString()) && value.signum() > 0
                    && value.compareTo(new BigDecimal(73_051)) < 0) {
                LocalDateTime date = cell.asDate();
                return new Cell(Kind.DATE, date.toLocalDate().toString(), merged);
            }
            return new Cell(Kind.NUMBER, value.stripTrailingZeros().toPlainString(), merged);
        }

        private static String text(org.dhatim.fastexcel.reader.Cell cell) {
            String text = cell.getText();
            return text == null ? "" : text;
        }

        /** Whether a number format shows days: m/d/yy, yyyy"年"m"月"d"日". */
        private static boolean isDate(@Nullable String format) {
            if (format == null || format.toLowerCase(Locale.ROOT).equals(GENERAL)) {
                return false;
            }
            String bare = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").toLowerCase(Locale.ROOT);
            return bare.contains("d") || bare.contains("y") || bare.contains("m") && !bare.contains("0");
        }
    }
}
