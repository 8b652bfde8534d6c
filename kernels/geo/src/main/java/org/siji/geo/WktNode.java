package org.siji.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.siji.geo.UnsupportedCoordinateSystem.Reason;

/**
 * A node of a WKT 1 text (OGC 01-009 chapter 7): {@code KEYWORD["name", 1.5, CHILD[...]]}, with square or round brackets. An
 * argument left out altogether, as in {@code GEOGCS[,DATUM[...]]} written by MapInfo, is an empty text.
 *
 * @param keyword   upper case
 * @param values    quoted texts, numbers and bare words in order
 * @param children  nested nodes in order
 */
record WktNode(String keyword, List<String> values, List<WktNode> children) {

    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_DEPTH = 32;

    static WktNode parse(String text) throws UnsupportedCoordinateSystem {
        String trimmed = text.strip();
        if (trimmed.startsWith("\uFEFF")) {
            trimmed = trimmed.substring(1).strip();
        }
        if (trimmed.length() > MAX_LENGTH) {
            throw new UnsupportedCoordinateSystem(Reason.MALFORMED, trimmed.substring(0, 40));
        }
        Parser parser = new Parser(trimmed);
        WktNode node = parser.node(0);
        parser.skipBlanks();
        if (parser.at < trimmed.length()) {
            throw parser.malformed();
        }
        return node;
    }

    Optional<WktNode> find(String childKeyword) {
        return children.stream().filter(child -> child.keyword.equals(childKeyword)).findFirst();
    }

    WktNode get(String childKeyword) throws UnsupportedCoordinateSystem {
        return find(childKeyword).orElseThrow(
                () -> new UnsupportedCoordinateSystem(Reason.MALFORMED, keyword + " without " + childKeyword));
    }

    String name() {
        return values.isEmpty() ? "" : values.get(0);
    }

    double number(int index) throws UnsupportedCoordinateSystem {
        try {
            double number = Double.parseDouble(values.get(index));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // Falls through to the typed refusal: both mean that no number stands here.
        }
        throw new UnsupportedCoordinateSystem(Reason.MALFORMED, keyword + values);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        WktNode node(int depth) throws UnsupportedCoordinateSystem {
            String keyword = word();
            skipBlanks();
            if (keyword.isEmpty() || depth > MAX_DEPTH || !startsArguments()) {
                throw malformed();
            }
            return arguments(keyword, depth);
        }

        private WktNode arguments(String keyword, int depth) throws UnsupportedCoordinateSystem {
            at++;
            List<String> values = new ArrayList<>();
            List<WktNode> children = new ArrayList<>();
            while (true) {
                skipBlanks();
                argument(values, children, depth);
                skipBlanks();
                char end = next();
                if (end == ']' || end == ')') {
                    return new WktNode(keyword.toUpperCase(Locale.ROOT), values, children);
                }
                if (end != ',') {
                    throw malformed();
                }
            }
        }

        private void argument(List<String> values, List<WktNode> children, int depth)
                throws UnsupportedCoordinateSystem {
            if (at < text.length() && text.charAt(at) == '"') {
                int close = text.indexOf('"', at + 1);
                if (close < 0) {
                    throw malformed();
                }
                values.add(text.substring(at + 1, close));
                at = close + 1;
                return;
            }
            int start = at;
            String word = word();
            skipBlanks();
            if (startsArguments()) {
                at = start;
                children.add(node(depth + 1));
            } else {
                values.add(word);
            }
        }

        private String word() {
            skipBlanks();
            int start = at;
            while (at < text.length() && ",[]()\" \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean startsArguments() {
            return at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(');
        }

        private char next() throws UnsupportedCoordinateSystem {
            if (at >= text.length()) {
                throw malformed();
            }
            return text.charAt(at++);
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private UnsupportedCoordinateSystem malformed() {
            int from = Math.max(0, at - 20);
            return new UnsupportedCoordinateSystem(Reason.MALFORMED,
                    text.substring(from, Math.min(text.length(), from + 40)));
        }
    }
}
