package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violation;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedController.NeedRequest;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.sheets.SheetTable.Cell;
import org.siji.platform.sheets.SheetTable.Kind;
import org.siji.platform.sheets.SheetText;
import org.springframework.stereotype.Component;

/** Understands the rows of a clerk's file: which field, which operation, which days. Each row is good, known already, or wrong. */
@Component
class NeedRows {

    static final String HOUSEHOLD = "household";
    static final String FIELD = "field";
    static final String FIELD_ID = "fieldId";
    static final String OPERATION = "operation";
    static final String FROM = "windowFrom";
    static final String TO = "windowTo";
    static final String CONFIRMATION = "confirmation";
    static final String NOTE = "note";

    /** Heads in Chinese and English, as our own file has them and as people name them themselves. */
    static final List<SheetColumn> COLUMNS = List.of(
            SheetColumn.required(HOUSEHOLD, "户编号", "农户编号", "农户代码", "户代码", "承包方编码", "household code"),
            SheetColumn.required(FIELD, "田块", "田块名称", "地块", "地块名称", "field"),
            SheetColumn.required(OPERATION, "作业环节", "作业", "环节", "需求", "operation"),
            SheetColumn.required(FROM, "开始日期", "最早日期", "起始日期", "开始", "from"),
            SheetColumn.required(TO, "结束日期", "最晚日期", "截止日期", "结束", "to"),
            SheetColumn.optional(CONFIRMATION, "确认方式", "确认", "confirmation"),
            SheetColumn.optional(NOTE, "备注", "note"),
            SheetColumn.optional(FIELD_ID, "田块编号", "field id"));
    private static final List<String> FILLED = List.of(OPERATION, FROM, TO);
    private static final List<String> READ = List.of(HOUSEHOLD, FIELD, FIELD_ID, OPERATION, FROM, TO, CONFIRMATION);
    /** Excel's numbers hold 15 digits: of a longer code the last ones are lost. */
    private static final int DIGITS_OF_A_NUMBER = 15;

    private final NeedService needs;
    private final NeedStore store;
    private final VillageLand land;
    private final Sentences sentences;

    /** A code is told back on the page, a witness named there; only the household itself enters for itself. */
    static final Set<ConfirmationKind> NOT_IN_FILES = EnumSet.of(ConfirmationKind.SELF, ConfirmationKind.SMS,
            ConfirmationKind.WITNESS);

    NeedRows(NeedService needs, NeedStore store, VillageLand land, Sentences sentences) {
        this.needs = needs;
        this.store = store;
        this.land = land;
        this.sentences = sentences;
    }

    /** @param already the same is wanted there already; then there are no problems and nothing new */
    record Outcome(SheetTable.Row row, @Nullable Need need, boolean already, List<Violation> problems) {

        boolean isWrong() {
            return !problems.isEmpty();
        }
    }

    /** The rows in which something is wanted, in their order. A row without operation and days is a field on which nothing is. */
    List<Outcome> read(SheetTable table, String village, int season, CurrentUser user) {
        VillageLand.Land known = land.of(village);
        Map<String, Operation> operations = names(Operation.values());
        Map<String, ConfirmationKind> confirmations = names(ConfirmationKind.values());
        List<Outcome> outcomes = new ArrayList<>();
        List<NeedRequest> requests = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (SheetTable.Row row : table.rows()) {
            if (FILLED.stream().allMatch(key -> table.cell(row, key).isBlank())) {
                continue;
            }
            Row reading = new Row(table, row, season, new ArrayList<>());
            NeedRequest request = reading.request(known, operations, confirmations);
            outcomes.add(new Outcome(row, null, false, reading.problems));
            if (reading.problems.isEmpty()) {
                requests.add(request);
                places.add(outcomes.size() - 1);
            }
        }
        enter(outcomes, requests, places, user);
        return outcomes;
    }

    private void enter(List<Outcome> outcomes, List<NeedRequest> requests, List<Integer> places, CurrentUser user) {
        Map<UUID, List<Need>> live = new HashMap<>();
        store.listLiveOfFields(requests.stream().map(NeedRequest::fieldId).distinct().toList())
                .forEach(need -> live.computeIfAbsent(need.fieldId(), id -> new ArrayList<>()).add(need));
        List<NeedRequest> fresh = new ArrayList<>();
        List<Integer> freshPlaces = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            NeedRequest request = requests.get(i);
            int place = places.get(i);
            if (live.getOrDefault(request.fieldId(), List.of()).stream().anyMatch(need -> isSame(need, request))) {
                outcomes.set(place, new Outcome(outcomes.get(place).row(), null, true, List.of()));
            } else {
                fresh.add(request);
                freshPlaces.add(place);
            }
        }
        List<NeedService.Examined> examined = needs.examine(fresh, user, index -> "", index -> Ids.next());
        for (int i = 0; i < examined.size(); i++) {
            int place = freshPlaces.get(i);
            outcomes.set(place, new Outcome(outcomes.get(place).row(), examined.get(i).need(), false,
                    examined.get(i).problems()));
        }
    }

    private static boolean isSame(Need need, NeedRequest request) {
        return need.operation() == request.operation() && need.windowFrom().equals(request.windowFrom())
                && need.windowTo().equals(request.windowTo());
    }

    /** Each constant by its name and by what it is called in Chinese and English. */
    private <E extends Enum<E>> Map<String, E> names(E[] values) {
        Map<String, E> names = new HashMap<>();
        for (E value : values) {
            names.put(value.name(), value);
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                names.put(sentences.say(locale, "need-file.value", value).toUpperCase(Locale.ROOT), value);
            }
        }
        return names;
    }

    /** The key of the column that a problem's path means. */
    static String columnOf(String path) {
        return switch (path) {
            case "enteredFor" -> HOUSEHOLD;
            case "fieldId" -> FIELD;
            case "confirmation.kind" -> CONFIRMATION;
            default -> path;
        };
    }

    /** One row while it is read. */
    private record Row(SheetTable table, SheetTable.Row row, int season, List<Violation> problems) {

        NeedRequest request(VillageLand.Land known, Map<String, Operation> operations,
                Map<String, ConfirmationKind> confirmations) {
            READ.forEach(this::checkCell);
            Field field = problems.isEmpty() ? field(known) : null;
            Operation operation = choice(OPERATION, operations, null);
            LocalDate from = day(FROM);
            LocalDate to = day(TO);
            if (from != null && Math.abs(from.getYear() - season) > 1) {
                add("need-file.season", FROM, from, season);
            }
            ConfirmationKind kind = choice(CONFIRMATION, confirmations, ConfirmationKind.UNCONFIRMED);
            if (kind != null && NOT_IN_FILES.contains(kind)) {
                add("need-file.confirmation-on-page", CONFIRMATION, kind);
                kind = ConfirmationKind.UNCONFIRMED;
            }
            return new NeedRequest(field == null ? null : field.id(), operation, from, to, season,
                    field == null ? null : field.cultivatorId(), new Confirmation(kind, text(NOTE)));
        }

        private void add(String code, String column, Object... args) {
            problems.add(Violation.of(code, column, args));
        }

        private String text(String key) {
            return SheetText.plain(table.cell(row, key).text());
        }

        private void checkCell(String key) {
            Cell cell = table.cell(row, key);
            if (cell.merged()) {
                add("need-file.merged", key);
            } else if (cell.kind() == Kind.FORMULA) {
                add("need-file.formula", key, cell.text());
            } else if (cell.kind() == Kind.BROKEN) {
                add("need-file.broken-cell", key, cell.text());
            }
        }

        private @Nullable Field field(VillageLand.Land known) {
            String code = text(HOUSEHOLD);
            if (table.cell(row, HOUSEHOLD).kind() == Kind.NUMBER && code.length() > DIGITS_OF_A_NUMBER) {
                add("need-file.code-rounded", HOUSEHOLD, code);
                return null;
            }
            String id = text(FIELD_ID);
            return id.isEmpty() ? byName(code, known) : byId(id, code, known);
        }

        private @Nullable Field byId(String id, String code, VillageLand.Land known) {
            Field field = known.fieldOf(id);
            if (field == null) {
                add("need-file.field-id", FIELD_ID, id);
                return null;
            }
            if (!code.isEmpty() && !code.equals(known.holderCode(field))) {
                add("need-file.holder-changed", HOUSEHOLD, field.name(), code);
                return null;
            }
            return farmed(field);
        }

        private @Nullable Field byName(String code, VillageLand.Land known) {
            String name = text(FIELD);
            require(HOUSEHOLD, code);
            require(FIELD, name);
            if (!problems.isEmpty()) {
                return null;
            }
            if (!known.hasHousehold(code)) {
                add("need-file.household-unknown", HOUSEHOLD, code);
                return null;
            }
            List<Field> named = known.fieldsOf(code).stream()
                    .filter(field -> SheetText.plain(field.name()).equals(name)).toList();
            if (named.size() != 1) {
                add(named.isEmpty() ? "need-file.field-unknown" : "need-file.field-ambiguous", FIELD, name, code);
                return null;
            }
            return farmed(named.getFirst());
        }

        private @Nullable Field farmed(Field field) {
            if (field.cultivatorId() == null) {
                add("need-file.nobody-farms", FIELD, field.name());
                return null;
            }
            return field;
        }

        private void require(String key, String value) {
            if (value.isEmpty()) {
                add("required", key);
            }
        }

        private <E extends Enum<E>> @Nullable E choice(String key, Map<String, E> choices, @Nullable E otherwise) {
            String text = text(key);
            if (text.isEmpty()) {
                if (otherwise == null) {
                    add("required", key);
                }
                return otherwise;
            }
            E value = choices.get(text.toUpperCase(Locale.ROOT));
            if (value == null) {
                add("need-file." + key + "-unknown", key, text);
            }
            return value;
        }

        private @Nullable LocalDate day(String key) {
            String text = text(key);
            if (text.isEmpty()) {
                add("required", key);
                return null;
            }
            Optional<LocalDate> day = SheetText.day(text, season);
            if (day.isEmpty()) {
                add("need-file.day", key, text);
            }
            return day.orElse(null);
        }
    }
}
