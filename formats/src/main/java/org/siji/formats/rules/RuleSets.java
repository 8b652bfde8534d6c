package org.siji.formats.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.track.RuleSet;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rule sets as a file gives them.
 *
 * @param rules    those that can be used, in the order of the file
 * @param problems everything that is wrong; a rule set with a problem is left out
 */
public record RuleSets(List<RuleSet> rules, List<Problem> problems) {

    private static final String SHIPPED = "rules.json";
    private static final double CENTIMETERS = 100;

    public RuleSets {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /** Those that come along: two of real subsidies, and examples without a source, by which nobody may pay. */
    public static RuleSets shipped() {
        return read(() -> {
            InputStream in = RuleSets.class.getResourceAsStream(SHIPPED);
            if (in == null) {
                throw new IOException(SHIPPED);
            }
            return in;
        }, SHIPPED);
    }

    public Optional<RuleSet> find(String name) {
        return rules.stream().filter(set -> set.name().equals(name)).findFirst();
    }

    /**
     * A JSON array of objects: {@code name}, {@code operation}, {@code basis} (AREA or TRAYS), {@code source} (none: an example),
     * {@code issued}, and what is demanded: {@code minDepthCm}, {@code minDepthRate}, {@code below} (QUALIFIED_AREA, REVIEW or
     * NOTHING), {@code minCoverage}, {@code maxOverlap}, {@code minSpeedKmh}, {@code maxSpeedKmh}, {@code minSpeedRate}.
     *
     * @param file name for problems
     */
    public static RuleSets read(Input json, String file) {
        List<RuleSet> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (InputStream in = json.open();
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            long number = 0;
            boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
            while (isList && parser.nextToken() == JsonToken.START_OBJECT) {
                number++;
                try {
                    rules.add(new Fields(parser).ruleSet());
                } catch (IllegalArgumentException e) {
                    problems.add(Problem.of(RuleProblem.RULE_BROKEN, Place.row(file, number),
                            String.valueOf(e.getMessage())));
                }
            }
            if (!isList || parser.currentToken() != JsonToken.END_ARRAY) {
                problems.add(Problem.of(RuleProblem.NOT_RULES, Place.file(file), line(parser)));
            }
        } catch (JacksonException e) {
            problems.add(Problem.of(RuleProblem.NOT_RULES, Place.file(file),
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IOException | UncheckedIOException e) {
            problems.add(Problem.of(RuleProblem.FILE_UNREADABLE, Place.file(file)));
        }
        return new RuleSets(rules, problems);
    }

    private static int line(JsonParser parser) {
        return parser.currentLocation().getLineNr();
    }

    /** The members of one object, each of which must be known: a typing error in a rule must not become no rule. */
    private static final class Fields {

        private final Map<String, String> texts = new HashMap<>();

        Fields(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    parser.skipChildren();
                    texts.put(name, "");
                } else {
                    texts.put(name, parser.getString());
                }
            }
        }

        RuleSet ruleSet() {
            RuleSet set = new RuleSet(take("name").orElseThrow(() -> new IllegalArgumentException("name")),
                    take("operation").orElse(""), RuleSet.Basis.valueOf(take("basis").orElse("AREA")), take("source"),
                    take("issued").orElseThrow(() -> new IllegalArgumentException("issued")),
                    take("minDepthCm").map(text -> number(text) / CENTIMETERS), number("minDepthRate", 0),
                    RuleSet.Below.valueOf(take("below").orElse("REVIEW")), number("minCoverage", 0),
                    number("maxOverlap", 1), number("minSpeedKmh", 1), number("maxSpeedKmh", 12),
                    number("minSpeedRate", 0));
            if (!texts.isEmpty()) {
                throw new IllegalArgumentException(String.join(", ", texts.keySet()));
            }
            return set;
        }

        private Optional<String> take(String name) {
            return Optional.ofNullable(texts.remove(name)).filter(text -> !text.isBlank());
        }

        private double number(String name, double usual) {
            return take(name).map(Fields::number).orElse(usual);
        }

        private static double number(String text) {
            return Double.parseDouble(text);
        }
    }
}
