package org.siji.platform.shares;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.siji.money.Money;
import org.siji.platform.registry.HouseholdRegister;

/** A payment list as the bank and Excel read it: UTF-8 with a mark at its beginning, amounts in yuan, the sum in the last row. */
final class PaymentListCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PaymentListCsv() {}

    static byte[] write(PaymentLists.PaymentList list, List<PaymentLists.Line> lines, HouseholdRegister households) {
        StringBuilder csv = new StringBuilder(BYTE_ORDER_MARK).append("no,household_code,name,amount_yuan,status\r\n");
        int number = 0;
        for (PaymentLists.Line line : lines) {
            csv.append(++number).append(',').append(households.getHousehold(line.householdId()).code()).append(',')
                    .append(cell(households.getFullName(line.householdId()))).append(',')
                    .append(Money.ofFen(line.amountFen()).yuan()).append(',')
                    .append(cell(line.returnReason() == null ? "" : line.returnReason())).append("\r\n");
        }
        return csv.append(",,,").append(Money.ofFen(list.amountFen()).yuan()).append(",\r\n").toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Quoted; and what a spreadsheet would take for a formula is marked as text, since names come from people. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
