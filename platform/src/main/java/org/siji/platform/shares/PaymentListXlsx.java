package org.siji.platform.shares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.siji.money.Money;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.sheets.SheetWriter.Column;
import org.siji.platform.sheets.SheetWriter.Line;

/** A payment list as an Excel file: codes as text with all their digits, amounts as numbers in yuan, the sum in the last row. */
final class PaymentListXlsx {

    private PaymentListXlsx() {}

    static byte[] write(PaymentLists.PaymentList list, List<PaymentLists.Line> lines, HouseholdRegister households) {
        List<UUID> ids = lines.stream().map(PaymentLists.Line::householdId).toList();
        Map<UUID, Household> known = households.mapHouseholds(ids);
        Map<UUID, String> names = households.mapFullNames(ids);
        List<Line> rows = new ArrayList<>();
        for (PaymentLists.Line line : lines) {
            rows.add(new Line(
                    Arrays.asList(rows.size() + 1, Objects.requireNonNull(known.get(line.householdId())).code(),
                            Objects.requireNonNull(names.get(line.householdId())), Money.ofFen(line.amountFen()).yuan(),
                            line.returnReason()),
                    false));
        }
        rows.add(new Line(Arrays.asList("合计", null, null, Money.ofFen(list.amountFen()).yuan(), null), false));
        return new SheetWriter().add("发放清单", List.of(),
                List.of(Column.of("序号", 8), Column.of("户编号", 22), Column.of("户主", 12), Column.of("金额（元）", 14),
                        Column.of("退回原因", 24)),
                rows).write();
    }
}
