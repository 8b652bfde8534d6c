package org.siji.platform.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.Violations;

/**
 * A notice that an office writes itself, on surplus land or whatever else: what was decided, how it was computed, and a table whose
 * first line are its heads. Nothing that looks like an identity card or a telephone number may hang on a wall.
 */
record WrittenPaper(@Nullable String title, @Nullable String what, @Nullable String computed,
        @Nullable List<List<String>> table) {

    private static final Pattern PERSONAL = Pattern.compile("(?<!\\d)(\\d{17}[0-9Xx]|1[3-9]\\d{9})(?!\\d)");
    private static final Pattern NUMBER = Pattern.compile("-?[\\d,]*\\.?\\d+%?");
    private static final int MOST_ROWS = 2000;
    private static final int MOST_LETTERS = 4000;

    Violations check(Violations violations, String path) {
        violations.requireValue(title, path + ".title").requireValue(what, path + ".what").requireValue(computed,
                path + ".computed");
        text(violations, title, path + ".title");
        text(violations, what, path + ".what");
        text(violations, computed, path + ".computed");
        List<List<String>> rows = rows();
        violations.require(rows.size() <= MOST_ROWS, "notice.rows", path + ".table", rows.size(), MOST_ROWS);
        for (int i = 0; i < Math.min(rows.size(), MOST_ROWS); i++) {
            violations.require(rows.get(i).size() == rows.getFirst().size(), "notice.row-length",
                    path + ".table[" + i + "]", i + 1, rows.getFirst().size());
            for (String cell : rows.get(i)) {
                text(violations, cell, path + ".table[" + i + "]");
            }
        }
        return violations;
    }

    private static void text(Violations violations, @Nullable String text, String path) {
        violations.require(text == null || text.length() <= MOST_LETTERS, "notice.too-long", path, MOST_LETTERS)
                .require(text == null || !PERSONAL.matcher(text).find(), "notice.personal", path);
    }

    private List<List<String>> rows() {
        return table == null ? List.of() : table;
    }

    NoticePaper paper(String whatLabel, String tableTitle) {
        List<NoticePaper.Table> tables = new ArrayList<>();
        if (rows().size() > 1) {
            List<List<String>> body = rows().subList(1, rows().size());
            List<NoticePaper.Column> columns = new ArrayList<>();
            for (int i = 0; i < rows().getFirst().size(); i++) {
                int at = i;
                columns.add(new NoticePaper.Column(rows().getFirst().get(i),
                        body.stream().allMatch(row -> NUMBER.matcher(row.get(at)).matches())));
            }
            tables.add(new NoticePaper.Table(tableTitle, columns, body, null));
        }
        return new NoticePaper(String.valueOf(title).strip(),
                List.of(new NoticePaper.Fact(whatLabel, String.valueOf(what).strip())),
                List.of(String.valueOf(computed).strip()), tables);
    }
}
