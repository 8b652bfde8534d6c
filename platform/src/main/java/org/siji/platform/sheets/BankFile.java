package org.siji.platform.sheets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.siji.money.Money;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;

/** A list of payments as banks take it: CSV (UTF-8 with a mark at its beginning) or Excel; amounts in yuan, the sum in the last row. */
public final class BankFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BankFile() {}

    /** @param note why it came back, or where it comes from; empty for none */
    public record Payment(String householdCode, String name, long amountFen, String note) {}

    public static byte[] csv(List<Payment> payments) {
        StringBuilder csv = new StringBuilder(BYTE_ORDER_MARK).append("no,household_code,name,amount_yuan,status\r\n");
        int number = 0;
        for (Payment one : payments) {
            csv.append(++number).append(',').append(one.householdCode()).append(',').append(cell(one.name()))
                    .append(',').append(Money.ofFen(one.amountFen()).yuan()).append(',').append(cell(one.note()))
                    .append("\r\n");
        }
        return csv.append(",,,").append(sum(payments).yuan()).append(",\r\n").toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Quoted; and what a spreadsheet would take for a formula is marked as text, since names come from people. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Codes as text with all their digits, amounts as numbers. */
    public static byte[] xlsx(List<Payment> payments) {
        List<Line> rows = new ArrayList<>();
        for (Payment one : payments) {
            rows.add(new Line(Arrays.asList(rows.size() + 1, one.householdCode(), one.name(),
                    Money.ofFen(one.amountFen()).yuan(), one.note().isEmpty() ? null : one.note()), false));
        }
        rows.add(new Line(Arrays.asList("合计", null, null, sum(payments).yuan(), null), false));
        return new SheetWriter().add("发放清单", List.of(),
                List.of(Column.of("序号", 8), Column.of("户编号", 22), Column.of("户主", 12), Column.of("金额（元）", 14),
                        Column.of("退回原因", 24)),
                rows).write();
    }

    private static Money sum(List<Payment> payments) {
        return payments.stream().map(one -> Money.ofFen(one.amountFen())).reduce(Money.ZERO, Money::plus);
    }
}
