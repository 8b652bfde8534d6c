package org.siji.platform.season;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.sheets.SheetText;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;
import org.springframework.stereotype.Component;

/** A production plan as a sheet, a row for each crop, operation and week; and back again, with every row's problems. */
@Component
class PlanSheets {

    private static final List<SheetColumn> COLUMNS = List.of(SheetColumn.required("crop", "作物", "crop"),
            SheetColumn.optional("variety", "品种", "variety"),
            SheetColumn.required("area", "种植面积（亩）", "种植面积", "area (mu)"),
            SheetColumn.optional("operation", "作业环节", "operation"),
            SheetColumn.optional("monday", "周一", "week", "monday"),
            SheetColumn.optional("mu", "当周面积（亩）", "当周面积", "week (mu)"));

    private final Sentences sentences;

    PlanSheets(Sentences sentences) {
        this.sentences = sentences;
    }

    byte[] write(PlanStore.Plan plan, List<PlanStore.Line> lines) {
        List<String> operations = Arrays.stream(Operation.values()).map(this::name).toList();
        List<Line> rows = new ArrayList<>();
        for (PlanStore.Line line : lines) {
            if (line.weeks().isEmpty()) {
                rows.add(row(line, null));
            }
            line.weeks().forEach(week -> rows.add(row(line, week)));
        }
        return new SheetWriter().add(say("sheet"),
                List.of(say("title", plan.villageCode(), plan.season(), plan.edition()), say("how")),
                List.of(Column.of(say("column.crop"), 10), Column.of(say("column.variety"), 14),
                        Column.of(say("column.area"), 14),
                        new Column(say("column.operation"), 12, operations, true), Column.of(say("column.monday"), 12),
                        Column.of(say("column.mu"), 14)),
                rows).write();
    }

    private Line row(PlanStore.Line line, PlanStore.@Nullable Week week) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(line.crop(), line.variety(), mu(line.centimu())));
        cells.add(week == null ? null : name(week.operation()));
        cells.add(week == null ? null : week.monday());
        cells.add(week == null ? null : mu(week.centimu()));
        return new Line(cells, week != null && week.shortCentimu() > 0);
    }

    private static BigDecimal mu(long centimu) {
        return BigDecimal.valueOf(centimu, 2);
    }

    private String say(String code, Object... args) {
        return sentences.say("plan-sheet." + code, args);
    }

    private String name(Operation operation) {
        return sentences.say("planning-sheet.value", operation);
    }

    /** A row as it was typed. */
    record Row(int number, List<String> cells, List<String> problems) {}

    /** @param rowOf the row that a line ("lines[0]") or week ("lines[0].weeks[1]") comes from */
    record Read(List<Row> rows, List<PlanStore.Line> lines, Map<String, Row> rowOf) {

        boolean anyProblem() {
            return rows.stream().anyMatch(row -> !row.problems().isEmpty());
        }

        /** Puts what the rules say beside the rows; what concerns the plan as a whole comes back. */
        List<Violation> place(List<Violation> violations, Sentences sentences) {
            List<Violation> whole = new ArrayList<>();
            for (Violation violation : violations) {
                String path = violation.path();
                int dot = path.lastIndexOf('.');
                Row row = rowOf.getOrDefault(path, dot < 0 ? null : rowOf.get(path.substring(0, dot)));
                if (row == null) {
                    whole.add(violation);
                } else {
                    row.problems().add(sentences.say(violation));
                }
            }
            return whole;
        }
    }

    Read read(byte[] file) {
        SheetTable table = SheetReader.read(file, COLUMNS);
        Map<String, Operation> operations = new HashMap<>();
        for (Operation operation : Operation.values()) {
            operations.put(operation.name(), operation);
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                operations.put(sentences.say(locale, "planning-sheet.value", operation).toUpperCase(Locale.ROOT),
                        operation);
            }
        }
        List<Row> rows = new ArrayList<>();
        Map<String, Integer> lineOf = new LinkedHashMap<>();
        List<PlanStore.Line> lines = new ArrayList<>();
        Map<String, Row> rowOf = new HashMap<>();
        for (SheetTable.Row given : table.rows()) {
            List<String> cells = COLUMNS.stream()
                    .map(column -> SheetText.plain(table.cell(given, column.key()).text())).toList();
            if (cells.stream().allMatch(String::isEmpty)) {
                continue;
            }
            Row row = new Row(given.number(), cells, new ArrayList<>());
            rows.add(row);
            Long area = centimu(row, cells.get(2), "column.area");
            if (cells.getFirst().isEmpty()) {
                row.problems().add(sentences.say("required"));
            }
            long whole = area == null ? 0 : area;
            String key = cells.get(0) + "\n" + cells.get(1);
            int index = lineOf.computeIfAbsent(key, one -> {
                lines.add(new PlanStore.Line(cells.get(0), cells.get(1), whole, new ArrayList<>()));
                return lines.size() - 1;
            });
            rowOf.putIfAbsent("lines[" + index + "]", row);
            if (lines.get(index).centimu() != whole) {
                row.problems().add(say("area-differs", PlanRules.mu(lines.get(index).centimu())));
            }
            week(row, operations, lines.get(index), "lines[" + index + "]", rowOf);
        }
        return new Read(rows, lines, rowOf);
    }

    private void week(Row row, Map<String, Operation> operations, PlanStore.Line line, String path,
            Map<String, Row> rowOf) {
        List<String> cells = row.cells();
        if (cells.get(3).isEmpty() && cells.get(4).isEmpty() && cells.get(5).isEmpty()) {
            return;
        }
        Operation operation = operations.get(cells.get(3).toUpperCase(Locale.ROOT));
        if (operation == null) {
            row.problems().add(say("operation", cells.get(3)));
        }
        LocalDate monday = null;
        try {
            monday = LocalDate.parse(cells.get(4));
        } catch (DateTimeParseException e) {
            row.problems().add(say("day", cells.get(4)));
        }
        Long mu = centimu(row, cells.get(5), "column.mu");
        if (operation != null && monday != null && mu != null) {
            rowOf.put(path + ".weeks[" + line.weeks().size() + "]", row);
            line.weeks().add(new PlanStore.Week(operation, monday, mu, 0));
        }
    }

    private @Nullable Long centimu(Row row, String text, String column) {
        try {
            BigDecimal value = new BigDecimal(text).setScale(2, RoundingMode.HALF_UP);
            if (value.signum() > 0 && value.compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
                return value.movePointRight(2).longValueExact();
            }
        } catch (NumberFormatException e) {
            // Said below, as of any other value that is no area.
        }
        row.problems().add(say("number", say(column), text));
        return null;
    }
}
