package org.siji.platform.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.verification.GroundCheck;
import org.siji.platform.verification.GroundCheck.OtherWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a fund has paid for the same ground under another field record: a field that is registered twice is not subsidised twice. */
final class GroundElsewhere {

    private final Map<UUID, GroundCheck> grounds;
    private final Map<UUID, Long> countedOfOrder = new HashMap<>();

    private GroundElsewhere(Map<UUID, GroundCheck> grounds) {
        this.grounds = grounds;
    }

    /** @param grounds by acceptance, those that have ground in common with others */
    static GroundElsewhere read(JdbcClient jdbc, UUID fundId, Map<UUID, GroundCheck> grounds) {
        GroundElsewhere elsewhere = new GroundElsewhere(grounds);
        List<UUID> orders = grounds.values().stream().flatMap(ground -> ground.others().stream())
                .map(OtherWork::workOrderId).distinct().toList();
        if (!orders.isEmpty()) {
            jdbc.sql("""
                    select b.work_order_id, sum(c.counted_centimu) from subsidy_claim c join bill_line b using (acceptance_id)
                    where c.fund_id = :fund and b.work_order_id = any(:orders) and\s""" + BillLine.CURRENT
                    + " group by b.work_order_id").param("fund", fundId).param("orders", orders.toArray(UUID[]::new))
                    .query(row -> {
                        elsewhere.countedOfOrder.put(row.getObject(1, UUID.class), row.getLong(2));
                    });
        }
        return elsewhere;
    }

    /** Area of the line's field for which the fund has paid under other fields, 0.01 mu. */
    long countedCentimu(BillLine line) {
        GroundCheck ground = grounds.get(line.acceptanceId());
        return ground == null
                ? 0
                : ground.others().stream().filter(other -> !other.fieldId().equals(line.fieldId()))
                        .mapToLong(other -> Math.min(Math.round(ground.shareOf(other) * line.fieldCentimu()),
                                countedOfOrder.getOrDefault(other.workOrderId(), 0L)))
                        .sum();
    }

    void add(BillLine line, SubsidyRule.Award award) {
        countedOfOrder.merge(line.workOrderId(), award.countedCentimu(), Long::sum);
    }
}
