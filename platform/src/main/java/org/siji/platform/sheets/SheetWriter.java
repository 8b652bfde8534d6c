package org.siji.platform.sheets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes plain tables as an Excel file. Texts stay texts: a name that begins with = is no formula, a code keeps all its digits. */
public final class SheetWriter {

    /** The media type of an Excel file. */
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String HEAD = "E8EEF4";
    private static final String WRONG = "FDE7E3";
    private static final String GIVEN = "F3F3F3";
    private static final int ROWS_TO_VALIDATE = 20_000;
    /** Excel refuses longer names of sheets. */
    private static final int MAX_NAME = 31;

    /**
     * @param width   in characters
     * @param choices what may be put in, offered as a list; empty: anything
     * @param fill    to be filled in by whoever gets the file; the others are shaded
     */
    public record Column(String head, double width, List<String> choices, boolean fill) {

        public static Column of(String head, double width) {
            return new Column(head, width, List.of(), true);
        }

        public static Column given(String head, double width) {
            return new Column(head, width, List.of(), false);
        }
    }

    /** @param cells texts, numbers, days or null */
    public record Line(List<? extends @Nullable Object> cells, boolean wrong) {}

    private record Table(String name, List<String> above, List<Column> columns, List<Line> lines) {}

    private final List<Table> tables = new ArrayList<>();

    /**
     * Adds a sheet.
     *
     * @param above lines of text over the head
     */
    public SheetWriter add(String name, List<String> above, List<Column> columns, List<Line> lines) {
        tables.add(new Table(name, above, columns, lines));
        return this;
    }

    public byte[] write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Siji", "1.0")) {
            book.setGlobalDefaultFont("宋体", 11);
            for (Table table : tables) {
                write(table, book.newWorksheet(safeName(table.name())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The answer to a download. */
    public static ResponseEntity<byte[]> download(String name, byte[] content) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(XLSX))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name + ".xlsx", StandardCharsets.UTF_8).build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store").body(content);
    }

    private static void write(Table table, Worksheet sheet) throws IOException {
        int row = 0;
        for (String text : table.above()) {
            sheet.value(row, 0, clean(text));
            if (row == 0) {
                sheet.style(row, 0).bold().fontSize(14).set();
            }
            row++;
        }
        for (int c = 0; c < table.columns().size(); c++) {
            sheet.value(row, c, clean(table.columns().get(c).head()));
            sheet.style(row, c).bold().fillColor(HEAD).borderStyle("thin").wrapText(true).set();
            sheet.width(c, table.columns().get(c).width());
        }
        int head = row++;
        sheet.freezePane(0, row);
        for (Line line : table.lines()) {
            for (int c = 0; c < line.cells().size(); c++) {
                cell(sheet, row, c, line.cells().get(c));
                if (line.wrong()) {
                    sheet.style(row, c).fillColor(WRONG).wrapText(true).set();
                } else if (c < table.columns().size() && !table.columns().get(c).fill()) {
                    sheet.style(row, c).fillColor(GIVEN).set();
                }
            }
            if (++row % 1000 == 0) {
                sheet.flush();
            }
        }
        for (int c = 0; c < table.columns().size(); c++) {
            List<String> choices = table.columns().get(c).choices();
            if (!choices.isEmpty()) {
                sheet.range(head + 1, c, head + ROWS_TO_VALIDATE, c)
                        .validateWithListByFormula('"' + String.join(",", choices) + '"');
            }
        }
        sheet.paperSize(org.dhatim.fastexcel.PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.repeatRows(head);
        sheet.finish();
    }

    private static void cell(Worksheet sheet, int row, int column, @Nullable Object value) {
        switch (value) {
            case null -> {
            }
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case BigDecimal number -> {
                sheet.value(row, column, number);
                sheet.style(row, column).format(number.scale() > 0 ? "0." + "0".repeat(number.scale()) : "0").set();
            }
            case Number number -> sheet.value(row, column, number);
            default -> {
                String text = clean(value.toString());
                if (!text.isEmpty()) {
                    sheet.value(row, column, text);
                }
            }
        }
    }

    /** XML can't hold control characters; nobody misses them. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uFFFE\\uFFFF]", "");
    }

    private static String safeName(String name) {
        String safe = name.replaceAll("[\\\\/?*\\[\\]:']", " ").strip();
        return safe.length() > MAX_NAME ? safe.substring(0, MAX_NAME) : safe;
    }
}
