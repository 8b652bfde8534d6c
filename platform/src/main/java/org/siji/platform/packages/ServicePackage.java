package org.siji.platform.packages;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Allocation;
import org.siji.money.Money;
import org.siji.platform.api.Operation;

/**
 * A version of a package. What it offers never changes: another offer is another version of the series.
 *
 * @param leadProviderId who offers it; null when a village collective does
 * @param leadVillage    the collective that offers it
 * @param steps          smallest contiguous area first, the first for a single plot
 * @param agreed         providers who have agreed to work under it; the one that offers it need not
 */
record ServicePackage(UUID id, UUID seriesId, int versionNo, int season, String name, @Nullable UUID leadProviderId,
        @Nullable String leadVillage, Promise promise, String createdBy, OffsetDateTime createdAt, State state,
        List<Part> operations, List<Step> steps, List<String> villages, List<UUID> agreed) {

    private static final int FEN_PER_YUAN = 100;

    enum State {
        DRAFT, PUBLISHED, WITHDRAWN
    }

    enum PromiseKind {
        YIELD, COVERAGE, ON_TIME
    }

    /**
     * What is promised, and what comes back when it is missed.
     *
     * @param value jin per mu, or percent of the area; null for work in time
     */
    record Promise(PromiseKind kind, @Nullable Integer value, long refundFenPerMu, String text) {}

    /** @param weight its part of the one price, beside the others' */
    record Part(Operation operation, UUID providerId, LocalDate windowFrom, LocalDate windowTo, int weight) {}

    /** @param fenPerMu whole yuan */
    record Step(long minCentimu, long fenPerMu) {}

    /**
     * The one price by operation: by largest remainder in whole yuan, so that the parts add up to it, and so do a field's amounts.
     */
    long[] split(long fenPerMu) {
        Money[] yuan = Allocation.byLargestRemainder(Money.ofFen(fenPerMu / FEN_PER_YUAN),
                operations.stream().mapToLong(Part::weight).toArray());
        return Arrays.stream(yuan).mapToLong(one -> one.fen() * FEN_PER_YUAN).toArray();
    }

    Step stepFor(long centimu) {
        return steps.stream().filter(step -> step.minCentimu() <= centimu).reduce((smaller, larger) -> larger)
                .orElse(steps.getFirst());
    }

    /** Exact: hundredths of a mu times whole yuan per mu are fen. */
    static long fen(long centimu, long fenPerMu) {
        return centimu * (fenPerMu / FEN_PER_YUAN);
    }

    boolean involves(@Nullable UUID providerId) {
        return providerId != null && (providerId.equals(leadProviderId)
                || operations.stream().anyMatch(part -> part.providerId().equals(providerId)));
    }

    /** Providers named in it that have not said yes. */
    List<UUID> silent() {
        return operations.stream().map(Part::providerId).distinct()
                .filter(one -> !one.equals(leadProviderId) && !agreed.contains(one)).toList();
    }
}
