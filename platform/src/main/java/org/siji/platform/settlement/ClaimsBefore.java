package org.siji.platform.settlement;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.siji.platform.verification.GroundCheck;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a fund has paid before a claim, as far as its rule looks at it. Read once for the claims of a contract; each of them counts as
 * paid before the next. Belongs to whoever holds the fund.
 */
final class ClaimsBefore {

    private final Map<UUID, Long> countedOnField;
    private final GroundElsewhere elsewhere;
    private final Map<UUID, Long> toHousehold;
    private final Map<UUID, Long> toProvider;
    /** By acceptance. */
    private final Map<UUID, Long> otherFunds;
    private long leftFen;

    private ClaimsBefore(Map<UUID, Long> countedOnField, GroundElsewhere elsewhere, Map<UUID, Long> toHousehold,
            Map<UUID, Long> toProvider,
            Map<UUID, Long> otherFunds, long leftFen) {
        this.countedOnField = countedOnField;
        this.elsewhere = elsewhere;
        this.toHousehold = toHousehold;
        this.toProvider = toProvider;
        this.otherFunds = otherFunds;
        this.leftFen = leftFen;
    }

    /**
     * @param grounds what others were paid for on the ground of an acceptance, where there are others
     * @param leftFen what the fund may spend on the lines' contract
     */
    static ClaimsBefore read(JdbcClient jdbc, UUID fundId, List<BillLine> lines, Map<UUID, GroundCheck> grounds,
            long leftFen) {
        Map<UUID, Long> others = new HashMap<>();
        jdbc.sql("""
                select acceptance_id, sum(paid_fen) from subsidy_claim
                where acceptance_id = any(:acceptances) and fund_id <> :fund group by acceptance_id""")
                .param("acceptances", ids(lines, BillLine::acceptanceId)).param("fund", fundId).query(row -> {
                    others.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return new ClaimsBefore(sums(jdbc, fundId, "field_id", "counted_centimu", ids(lines, BillLine::fieldId)),
                GroundElsewhere.read(jdbc, fundId, grounds),
                sums(jdbc, fundId, "beneficiary_id", "paid_fen", ids(lines, BillLine::beneficiaryId)),
                sums(jdbc, fundId, "provider_id", "paid_fen", ids(lines, BillLine::providerId)), others, leftFen);
    }

    private static UUID[] ids(Collection<BillLine> lines, Function<BillLine, UUID> id) {
        return lines.stream().map(id).distinct().toArray(UUID[]::new);
    }

    private static Map<UUID, Long> sums(JdbcClient jdbc, UUID fundId, String of, String what, UUID[] ids) {
        Map<UUID, Long> sums = new HashMap<>();
        jdbc.sql("select c." + of + ", sum(c." + what + ") from subsidy_claim c where c.fund_id = :fund and c." + of
                + " = any(:ids) and not exists (select 1 from bill_line later"
                + " where later.supersedes_acceptance_id = c.acceptance_id) group by c." + of).param("fund", fundId)
                .param("ids", ids).query(row -> {
                    sums.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return sums;
    }

    SubsidyRule.Facts facts(BillLine line, @Nullable String exclusion) {
        return new SubsidyRule.Facts(line.payableCentimu(), line.fieldCentimu(), line.coverage(), line.grossFen(),
                exclusion, otherFunds.getOrDefault(line.acceptanceId(), 0L),
                countedOnField.getOrDefault(line.fieldId(), 0L) + elsewhere.countedCentimu(line),
                toHousehold.getOrDefault(line.beneficiaryId(), 0L),
                toProvider.getOrDefault(line.providerId(), 0L), leftFen);
    }

    void add(BillLine line, SubsidyRule.Award award) {
        countedOnField.merge(line.fieldId(), award.countedCentimu(), Long::sum);
        elsewhere.add(line, award);
        toHousehold.merge(line.beneficiaryId(), award.paidFen(), Long::sum);
        toProvider.merge(line.providerId(), award.paidFen(), Long::sum);
        leftFen -= award.paidFen();
    }
}
