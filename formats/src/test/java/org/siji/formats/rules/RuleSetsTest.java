package org.siji.formats.rules;

import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.track.RuleSet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RuleSetsTest {

    private static RuleSets read(String json) {
        return RuleSets.read(Input.of(json.getBytes(UTF_8)), "r.json");
    }

    @Test
    void theShippedOnesHaveASourceOrAreExamples() {
        RuleSets shipped = RuleSets.shipped();
        assertThat(shipped.problems()).isEmpty();
        assertThat(shipped.rules()).hasSize(6).allSatisfy(
                rules -> assertThat(rules.isExample()).isEqualTo(rules.name().startsWith("example-")));
        RuleSet jilin = shipped.find("jilin-2021-autumn-subsoiling").orElseThrow();
        assertThat(jilin.minDepthMeters()).contains(0.3);
        assertThat(jilin.minDepthRate()).isEqualTo(0.9);
        assertThat(jilin.issued()).isEqualTo("2021");
        RuleSet county = shipped.find("qianan-2025-subsoiling").orElseThrow();
        assertThat(county.minDepthMeters()).contains(0.25);
        assertThat(county.below()).isEqualTo(RuleSet.Below.QUALIFIED_AREA);
        assertThat(shipped.find("example-seedling-trays").map(RuleSet::basis)).contains(RuleSet.Basis.TRAYS);
        assertThat(shipped.find("none")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\"}", "{\"issued\":\"2026\"}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"minDepthRate\":1.2}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"minDepthCm\":\"deep\"}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"minDeptCm\":30}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"below\":\"X\"}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"source\":{\"x\":[1]},\"y\":[{}]}",
            "{\"name\":\"a\",\"issued\":\"2026\",\"minSpeedKmh\":\"NaN\"}"})
    void aBrokenRuleIsNamedAndTheOthersStay(String broken) {
        RuleSets rules = read("[" + broken + ",{\"name\":\"b\",\"issued\":\"2026\"}]");
        assertThat(rules.rules()).extracting(RuleSet::name).containsExactly("b");
        assertThat(rules.problems()).extracting(Problem::kind).containsExactly(RuleProblem.RULE_BROKEN);
        assertThat(rules.problems().get(0).place()).isEqualTo(Place.row("r.json", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{\"name\":\"a\",\"issued\":\"2026\"}", "no json"})
    void whatIsNoListOfRulesIsSaid(String json) {
        assertThat(read(json).problems()).extracting(Problem::kind).containsExactly(RuleProblem.NOT_RULES);
    }

    @ParameterizedTest
    @EnumSource(RuleProblem.class)
    void everyProblemHasItsSentenceInBothLanguages(RuleProblem kind) {
        Problem problem = Problem.of(kind, Place.file("x"), "a");
        assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank().isNotEqualTo(problem.sentence(Locale.CHINESE));
    }
}
