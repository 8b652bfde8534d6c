package org.siji.platform.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.insight.PlanningController.Planning;
import org.siji.platform.insight.PlanningController.Season;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;
import org.springframework.stereotype.Component;

/** The tables of the planning page as sheets of an Excel file: weeks, operations of both seasons, parts of the region. */
@Component
class PlanningSheets {

    private static final double SQUARE_METERS_PER_MU = 10_000.0 / 15;
    private static final double CENTIMU = 100;
    private static final double FEN = 100;

    private final Sentences sentences;

    PlanningSheets(Sentences sentences) {
        this.sentences = sentences;
    }

    byte[] write(Planning planning) {
        List<String> above = List.of(say("title", planning.region(), planning.current().season()),
                say("as-of", planning.asOf().atZoneSameInstant(java.time.ZoneId.of("Asia/Shanghai")).toLocalDateTime()
                        .withNano(0)));
        SheetWriter sheets = new SheetWriter().add(say("weeks"), above,
                List.of(column("operation"), column("monday"), column("needed"), column("needed-hours"),
                        column("county-hours"), column("available-hours"), column("short-hours")),
                planning.weeks().stream()
                        .map(week -> line(name(week.operation()), week.monday(), mu(week.squareMeters()),
                                rounded(week.neededHours()), rounded(week.countyHours()),
                                rounded(week.availableHours()), rounded(week.shortHours())))
                        .toList());
        List<Line> operations = new ArrayList<>();
        for (Season season : List.of(planning.current(), planning.previous())) {
            season.operations().forEach(one -> operations.add(line(season.season(), name(one.operation()), one.needs(),
                    mu(one.neededSquareMeters()), one.contracts(), mu(one.contractedSquareMeters()),
                    decimal(one.doneCentimu() / CENTIMU), one.coverage() == null ? null : decimal(one.coverage() * 100),
                    decimal(one.grossFen() / FEN), decimal(one.subsidyFen() / FEN))));
        }
        sheets.add(say("operations"), above, List.of(column("season"), column("operation"), column("needs"),
                column("needed"), column("contracts"), column("contracted"), column("done"), column("coverage"),
                column("gross"), column("subsidy")), operations);
        List<Line> seasons = new ArrayList<>();
        for (Season season : List.of(planning.current(), planning.previous())) {
            seasons.add(line(season.season(), mu(season.mechanisation().farmedSquareMeters()),
                    percent(season.mechanisation().ploughing()), percent(season.mechanisation().planting()),
                    percent(season.mechanisation().harvest()), percent(season.mechanisation().rate()),
                    decimal(season.gain().collectivesFen() / FEN), decimal(season.gain().gainFen() / FEN),
                    season.gain().gaining(), season.gain().appeals()));
        }
        sheets.add(say("seasons"), above, List.of(column("season"), column("farmed"), column("ploughing"),
                column("planting"), column("harvest"), column("rate"), column("collectives"), column("gain"),
                column("gaining"), column("appeals")), seasons);
        if (!planning.parts().isEmpty()) {
            sheets.add(say("parts"), above,
                    List.of(column("region"), column("needed"), column("contracted"), column("done")),
                    planning.parts().stream().map(part -> line(part.code(), mu(part.neededSquareMeters()),
                            mu(part.contractedSquareMeters()), decimal(part.doneCentimu() / CENTIMU))).toList());
        }
        return sheets.write();
    }

    private String say(String code, Object... args) {
        return sentences.say("planning-sheet." + code, args);
    }

    private Column column(String code) {
        return Column.of(say("column." + code), 14);
    }

    private String name(Operation operation) {
        return sentences.say("planning-sheet.value", operation);
    }

    private static Line line(@Nullable Object... cells) {
        return new Line(Arrays.asList(cells), false);
    }

    private static BigDecimal mu(double squareMeters) {
        return decimal(squareMeters / SQUARE_METERS_PER_MU);
    }

    private static BigDecimal percent(double share) {
        return decimal(share * 100);
    }

    private static @Nullable BigDecimal rounded(@Nullable Double value) {
        return value == null ? null : decimal(value);
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }
}
