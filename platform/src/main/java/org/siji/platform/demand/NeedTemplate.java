package org.siji.platform.demand;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.demand.VillageLand.Farmed;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;
import org.springframework.stereotype.Component;

/** The Excel file that a clerk fills in: a line per field that is farmed, what was wanted last season, and room for this one's needs. */
@Component
class NeedTemplate {

    private static final int GROUP_DIGITS = 14;
    private static final BigDecimal SQUARE_METERS_PER_MU = new BigDecimal("666.6666667");

    private final VillageLand land;
    private final NeedStore needs;
    private final HouseholdRegister households;
    private final Sentences sentences;

    NeedTemplate(VillageLand land, NeedStore needs, HouseholdRegister households, Sentences sentences) {
        this.land = land;
        this.needs = needs;
        this.households = households;
        this.sentences = sentences;
    }

    /** @param fullNames of the heads of households; else masked */
    byte[] write(String village, int season, boolean fullNames) {
        VillageLand.Land known = land.of(village);
        Map<UUID, String> names = new HashMap<>();
        if (fullNames) {
            names.putAll(households.mapFullNames(known.households().stream().map(Household::id).toList()));
        }
        Map<UUID, List<Need>> before = needs.listLiveOfVillage(village, season - 1).stream()
                .collect(Collectors.groupingBy(Need::fieldId));
        List<Line> lines = known.all().stream().filter(one -> one.cultivator() != null)
                .map(one -> line(one, names, before.getOrDefault(one.field().id(), List.of()))).toList();
        List<String> operations = Arrays.stream(Operation.values()).map(this::name).toList();
        List<String> confirmations = Arrays.stream(ConfirmationKind.values())
                .filter(kind -> !NeedRows.NOT_IN_FILES.contains(kind)).map(this::name).toList();
        List<Column> columns = List.of(Column.given(say("group"), 8), Column.given(say("household"), 22),
                Column.given(say("head"), 10), Column.given(say("field"), 14), Column.given(say("area"), 9),
                Column.given(say("before"), 26), new Column(say("operation"), 11, operations, true),
                Column.of(say("from"), 12), Column.of(say("to"), 12),
                new Column(say("confirmation"), 11, confirmations, true), Column.of(say("note"), 20),
                Column.given(say("id"), 38));
        return new SheetWriter()
                .add(say("sheet"), List.of(sentences.say("need-file.title", village, season), say("how")), columns,
                        lines)
                .write();
    }

    private String say(String code) {
        return sentences.say("need-file.column." + code);
    }

    private String name(Enum<?> value) {
        return sentences.say("need-file.value", value);
    }

    private Line line(Farmed one, Map<UUID, String> names, List<Need> before) {
        Household holder = one.holder();
        String masked = Objects.requireNonNull(one.cultivator()).nameMasked();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(holder == null ? "" : holder.groupCode().substring(GROUP_DIGITS - 2));
        cells.add(holder == null ? "" : holder.code());
        cells.add(holder == null ? masked : names.getOrDefault(holder.id(), masked));
        cells.add(one.field().name());
        cells.add(mu(one.field().area().squareMeters()));
        cells.add(before.stream().map(this::words).collect(Collectors.joining("；")));
        cells.addAll(Arrays.asList(null, null, null, null, null));
        cells.add(one.field().id().toString());
        return new Line(cells, false);
    }

    String words(Need need) {
        return sentences.say("need-file.window", need.operation(), need.windowFrom().getMonthValue(),
                need.windowFrom().getDayOfMonth(), need.windowTo().getMonthValue(), need.windowTo().getDayOfMonth());
    }

    static BigDecimal mu(double squareMeters) {
        return BigDecimal.valueOf(squareMeters).divide(SQUARE_METERS_PER_MU, 2, RoundingMode.HALF_UP);
    }

    /** The same day some years later; 29 February becomes the 28th. */
    static LocalDate moved(LocalDate day, int years) {
        return day.plusYears(years);
    }
}
