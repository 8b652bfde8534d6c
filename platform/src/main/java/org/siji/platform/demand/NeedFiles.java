package org.siji.platform.demand;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.stereotype.Service;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clerk's Excel file: tried, with every row's problems beside it, then taken in - wholly, or the good rows of it. It is read anew
 * when it is taken in, because fields and needs may have changed in between.
 */
@Service
class NeedFiles {

    /** More are in the file with the problems; a page of them helps nobody. */
    private static final int PROBLEMS_SHOWN = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final NeedFileStore store;
    private final NeedRows rows;
    private final NeedService needs;
    private final Sentences sentences;
    private final Clock clock;

    NeedFiles(NeedFileStore store, NeedRows rows, NeedService needs, Sentences sentences, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.needs = needs;
        this.sentences = sentences;
        this.clock = clock;
    }

    /** @param column its letter; empty if the sheet has no such column */
    record RowProblem(int row, String column, String head, String code, String message) {}

    /**
     * @param filledRows  those in which something is wanted
     * @param freshRows   good and new: once taken, so many needs came of it
     * @param alreadyRows the same is wanted already
     * @param problems    the first of them; all are in the answer
     */
    record NeedFile(UUID id, String villageCode, int season, String fileName, int filledRows, int freshRows,
            int alreadyRows, int wrongRows, NeedFileStore.Status status, String uploadedBy, OffsetDateTime uploadedAt,
            @Nullable String takenBy, @Nullable OffsetDateTime takenAt, List<RowProblem> problems) {}

    private record Checked(SheetTable table, List<NeedRows.Outcome> outcomes) {

        int count(java.util.function.Predicate<NeedRows.Outcome> which) {
            return (int) outcomes.stream().filter(which).count();
        }
    }

    UUID check(byte[] content, String fileName, String village, int season, CurrentUser user) {
        Checked checked = read(content, village, season, user);
        if (checked.outcomes().isEmpty()) {
            throw ProblemException.of(org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT,
                    "need-file.nothing-filled", "file", checked.table().sheetName());
        }
        UUID id = Ids.next();
        store.insert(row(id, village, season, fileName, sha256(content), checked, user), content, answer(checked));
        return id;
    }

    /** @param onlyGood leave wrong rows behind instead of refusing the file for them */
    void take(UUID id, boolean onlyGood, CurrentUser user) {
        NeedFileStore.Row file = store.lock(id).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("need-file", id));
        if (file.status() == NeedFileStore.Status.TAKEN) {
            throw ProblemException.conflict("need-file.taken-already", "", String.valueOf(file.takenBy()));
        }
        Checked checked = read(store.content(id), file.villageCode(), file.season(), user);
        int wrong = checked.count(NeedRows.Outcome::isWrong);
        if (wrong > 0 && !onlyGood) {
            throw ProblemException.conflict("need-file.wrong-rows", "", wrong);
        }
        List<Need> fresh = checked.outcomes().stream().map(NeedRows.Outcome::need).filter(Objects::nonNull).toList();
        if (!fresh.isEmpty()) {
            needs.record(fresh, user, sentences.say("need-file.from", file.fileName()));
        }
        OffsetDateTime now = OffsetDateTime.now(clock);
        store.take(row(id, file.villageCode(), file.season(), file.fileName(), file.sha256(), checked, user),
                answer(checked), checked.outcomes(), user.username(), now);
    }

    NeedFileStore.Row getVisible(UUID id, CurrentUser user) {
        return store.find(id).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("need-file", id));
    }

    /** @param problems whether to say them: a list of files only counts them */
    NeedFile view(NeedFileStore.Row row, boolean problems) {
        List<RowProblem> shown = problems
                ? JSON.readValue(row.problems(), new TypeReference<List<RowProblem>>() {
                })
                : List.of();
        return new NeedFile(row.id(), row.villageCode(), row.season(), row.fileName(), row.filledRows(),
                row.freshRows(), row.alreadyRows(), row.wrongRows(), row.status(), row.uploadedBy(), row.uploadedAt(),
                row.takenBy(), row.takenAt(), shown);
    }

    private Checked read(byte[] content, String village, int season, CurrentUser user) {
        SheetTable table = SheetReader.read(content, NeedRows.COLUMNS);
        return new Checked(table, rows.read(table, village, season, user));
    }

    private NeedFileStore.Row row(UUID id, String village, int season, String name, String sha256, Checked checked,
            CurrentUser user) {
        List<RowProblem> problems = checked.outcomes().stream()
                .flatMap(one -> one.problems().stream().map(problem -> problem(one, problem, checked.table())))
                .limit(PROBLEMS_SHOWN).toList();
        return new NeedFileStore.Row(id, village, season, name, sha256, checked.outcomes().size(),
                checked.count(one -> one.need() != null), checked.count(NeedRows.Outcome::already),
                checked.count(NeedRows.Outcome::isWrong), JSON.writeValueAsString(problems),
                NeedFileStore.Status.CHECKED, user.username(), OffsetDateTime.now(clock), null, null);
    }

    private RowProblem problem(NeedRows.Outcome outcome, Violation problem, SheetTable table) {
        String key = NeedRows.columnOf(problem.path());
        Integer column = table.columns().get(key);
        return new RowProblem(outcome.row().number(), column == null ? "" : SheetColumn.letters(column),
                table.head(key), problem.code(), sentences.say(problem));
    }

    /** The rows that were filled in, as they stand in the file, with a last column that says what is wrong with each. */
    private byte[] answer(Checked checked) {
        SheetTable table = checked.table();
        String problemHead = sentences.say("need-file.problem-column");
        // The column of an earlier answer that was mended and sent again gives way to the new one.
        List<Integer> kept = new ArrayList<>();
        List<SheetWriter.Column> columns = new ArrayList<>();
        columns.add(SheetWriter.Column.given(sentences.say("need-file.row-column"), 7));
        for (int i = 0; i < table.heads().size(); i++) {
            String head = table.heads().get(i);
            if (!head.equals(problemHead) && !head.equals(sentences.say("need-file.row-column"))) {
                kept.add(i);
                columns.add(SheetWriter.Column.of(head, Math.min(24, Math.max(10, head.length() * 2 + 2))));
            }
        }
        columns.add(SheetWriter.Column.of(problemHead, 60));
        List<SheetWriter.Line> lines = checked.outcomes().stream().map(one -> {
            List<Object> cells = new ArrayList<>();
            cells.add(one.row().number());
            kept.forEach(column -> cells.add(one.row().cell(column).text()));
            cells.add(said(one, table));
            return new SheetWriter.Line(cells, one.isWrong());
        }).toList();
        return new SheetWriter().add(table.sheetName(), List.of(), columns, lines).write();
    }

    private String said(NeedRows.Outcome outcome, SheetTable table) {
        if (!outcome.isWrong()) {
            return sentences.say(outcome.already() ? "need-file.already" : "need-file.good");
        }
        return String.join("；", outcome.problems().stream().map(one -> problem(outcome, one, table))
                .map(one -> one.head().isEmpty() ? one.message() : one.head() + "：" + one.message()).toList());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
