package org.siji.platform.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a public notice says, as it is frozen and printed: Chinese text, names masked, no ids. Numbers are written out, with their unit
 * in the label, so that the text on the wall is the text that was hashed.
 *
 * @param facts  what was decided
 * @param steps  how it was computed, a sentence each
 * @param tables for whom how much
 */
public record NoticePaper(String title, List<Fact> facts, List<String> steps, List<Table> tables) {

    public record Fact(String label, String value) {}

    /** @param number whether it is aligned to the right */
    public record Column(String label, boolean number) {}

    /** @param sums the last line, as long as the others; null for none */
    public record Table(String title, List<Column> columns, List<List<String>> rows, @Nullable List<String> sums) {}
}
