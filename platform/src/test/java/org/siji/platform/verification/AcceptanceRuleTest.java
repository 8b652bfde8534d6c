package org.siji.platform.verification;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptanceRuleTest {

    private static final AcceptanceRule RULE = new AcceptanceRule(Ids.next(), null, null, new BigDecimal("0.95"),
            new BigDecimal("0.50"), new BigDecimal("0.01"), new BigDecimal("0.20"), new BigDecimal("0.30"), null,
            "test",
            LocalDate.EPOCH, null);

    /** A field of 3.21 mu, i.e. 2140 m2. */
    @ParameterizedTest
    @CsvSource({
            "1.0000, 0.00, ACCEPTED,         321, acceptance.whole, '[100, 95, 3.21]'",
            "0.9601, 0.00, ACCEPTED,         321, acceptance.whole, '[96.01, 95, 3.21]'",
            "0.9600, 0.00, TO_REVIEW,          0, acceptance.review, '[96, 95, 1]'",
            "0.9500, 0.00, TO_REVIEW,          0, acceptance.review, '[95, 95, 1]'",
            "0.9400, 0.00, TO_REVIEW,          0, acceptance.review, '[94, 95, 1]'",
            "0.9320, 0.00, ACCEPTED_IN_PART, 299, acceptance.part, '[93.2, 95, 2.99]'",
            "0.5101, 0.00, ACCEPTED_IN_PART, 164, acceptance.part, '[51.01, 95, 1.64]'",
            "0.5100, 0.00, TO_REVIEW,          0, acceptance.review, '[51, 50, 1]'",
            "0.4900, 0.00, TO_REVIEW,          0, acceptance.review, '[49, 50, 1]'",
            "0.4899, 0.00, REFUSED,            0, acceptance.refused, '[48.99, 50]'",
            "0.0000, 0.00, REFUSED,            0, acceptance.refused, '[0, 50]'",
            "0.9900, 0.30, ACCEPTED,         321, acceptance.whole, '[99, 95, 3.21]'",
            "0.9900, 0.31, TO_REVIEW,          0, acceptance.review-overlap, '[31, 30]'",
            "0.3000, 0.31, REFUSED,            0, acceptance.refused, '[30, 50]'"})
    void judges(String coverage, String overlap, AcceptanceDecision decision, long centimu, String code, String args) {
        Area field = new Area(2140);
        AcceptanceRule.Verdict verdict = RULE.judge(new BigDecimal(coverage), new BigDecimal(overlap), field,
                new Area(2140 * Double.parseDouble(coverage)));
        assertThat(verdict.decision()).isEqualTo(decision);
        assertThat(verdict.payable().centimu()).isEqualTo(centimu);
        assertThat(verdict.reasonCode()).isEqualTo(code);
        assertThat(verdict.reasonArgs()).hasToString(args);
    }
}
