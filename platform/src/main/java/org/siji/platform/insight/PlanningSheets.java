package org.siji.platform.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.insight.Planning.Part;
import org.siji.platform.insight.Planning.Report;
import org.siji.platform.insight.Planning.Season;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;
import org.springframework.stereotype.Component;

/** The tables of the planning page as sheets of an Excel file: weeks, operations of both seasons, parts of the region and all its villages. */
@Component
class PlanningSheets {

    private static final double SQUARE_METERS_PER_MU = 10_000.0 / 15;
    private static final double CENTIMU = 100;
    private static final double FEN = 100;

    private final Sentences sentences;

    PlanningSheets(Sentences sentences) {
        this.sentences = sentences;
    }

    /** @param villages all of the region, when they are not its parts already */
    byte[] write(Report report, List<Part> villages) {
        List<String> above = List.of(say("title", report.region(), report.current().season()),
                say("as-of", report.asOf().atZoneSameInstant(PlanningUpkeep.FARM_ZONE).toLocalDateTime().withNano(0)));
        List<Season> seasons = List.of(report.current(), report.previous());
        SheetWriter sheets = new SheetWriter();
        weeks(sheets, above, report);
        operations(sheets, above, seasons);
        seasons(sheets, above, seasons);
        if (!report.parts().isEmpty()) {
            parts(sheets, say("parts"), above, report.parts());
        }
        if (!villages.isEmpty() && villages.size() != report.parts().size()) {
            parts(sheets, say("villages"), above, villages);
        }
        return sheets.write();
    }

    private void weeks(SheetWriter sheets, List<String> above, Report report) {
        sheets.add(say("weeks"), above, columns("operation", "monday", "planned", "needed", "contracted", "done",
                "needed-hours", "county-hours", "available-hours", "short-hours"),
                report.weeks().stream()
                        .map(week -> line(name(week.operation()), week.monday(),
                                decimal(week.plannedCentimu() / CENTIMU), mu(week.squareMeters()),
                                mu(week.contractedSquareMeters()), decimal(week.doneCentimu() / CENTIMU),
                                rounded(week.neededHours()), rounded(week.countyHours()),
                                rounded(week.availableHours()), rounded(week.shortHours())))
                        .toList());
    }

    private void operations(SheetWriter sheets, List<String> above, List<Season> seasons) {
        List<Line> lines = new ArrayList<>();
        for (Season season : seasons) {
            season.operations().forEach(one -> lines.add(line(season.season(), name(one.operation()), one.needs(),
                    mu(one.neededSquareMeters()), one.contracts(), mu(one.contractedSquareMeters()),
                    decimal(one.doneCentimu() / CENTIMU), one.coverage() == null ? null : percent(one.coverage()),
                    decimal(one.grossFen() / FEN), decimal(one.subsidyFen() / FEN))));
        }
        sheets.add(say("operations"), above, columns("season", "operation", "needs", "needed", "contracts",
                "contracted", "done", "coverage", "gross", "subsidy"), lines);
    }

    private void seasons(SheetWriter sheets, List<String> above, List<Season> seasons) {
        sheets.add(say("seasons"), above, columns("season", "farmed", "ploughable", "sown", "recorded", "ploughing",
                "planting", "harvest", "rate", "collectives", "gain", "gaining", "appeals", "disputes"),
                seasons.stream().map(season -> line(season.season(),
                        mu(season.mechanisation().farmedSquareMeters()),
                        mu(season.mechanisation().ploughableSquareMeters()),
                        mu(season.mechanisation().sownSquareMeters()),
                        mu(season.mechanisation().recordedSquareMeters()), percent(season.mechanisation().ploughing()),
                        percent(season.mechanisation().planting()), percent(season.mechanisation().harvest()),
                        percent(season.mechanisation().rate()), decimal(season.gain().collectivesFen() / FEN),
                        decimal(season.gain().gainFen() / FEN), season.gain().gaining(), season.gain().appeals(),
                        season.gain().disputes())).toList());
    }

    private void parts(SheetWriter sheets, String name, List<String> above, List<Part> parts) {
        sheets.add(name, above, columns("region", "needed", "contracted", "done", "short", "rate", "rate-before",
                "gross", "subsidy", "collectives", "gain", "disputes"),
                parts.stream().map(part -> line(part.code(), mu(part.neededSquareMeters()),
                        mu(part.contractedSquareMeters()), decimal(part.doneCentimu() / CENTIMU),
                        mu(part.shortSquareMeters()), percent(part.mechanisation()),
                        percent(part.mechanisationBefore()), decimal(part.grossFen() / FEN),
                        decimal(part.subsidyFen() / FEN), decimal(part.collectivesFen() / FEN),
                        decimal(part.gainFen() / FEN), part.disputes())).toList());
    }

    private String say(String code, Object... args) {
        return sentences.say("planning-sheet." + code, args);
    }

    private List<Column> columns(String... codes) {
        return Arrays.stream(codes).map(code -> Column.of(say("column." + code), 14)).toList();
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
