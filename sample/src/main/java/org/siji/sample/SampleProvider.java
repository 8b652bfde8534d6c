package org.siji.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;

/**
 * A service provider.
 *
 * @param code          P followed by two digits
 * @param creditCode    eighteen characters in the form of GB 32100-2015 with its check character, of the made-up county
 * @param homeVillageCode where its depot lies
 */
public record SampleProvider(String code, String name, Kind kind, String creditCode, String contactName, String phone,
        String homeVillageCode, List<SampleMachine> machines, List<Price> prices) {

    public SampleProvider {
        machines = List.copyOf(machines);
        prices = List.copyOf(prices);
    }

    /** What sort of provider. */
    public enum Kind {
        COOPERATIVE, COMPANY, FARMER
    }

    /**
     * One line of the price list.
     *
     * @param fromMu smallest contiguous area, mu, included
     * @param toMu   largest, not included; absent: no upper bound
     */
    public record Price(SampleOperation operation, int fromMu, @Nullable Integer toMu, Money perMu) {}

    /** The price for a contiguous area. @throws IllegalArgumentException if the provider does not offer the operation */
    public Money getPrice(SampleOperation operation, double contiguousMu) {
        return prices.stream()
                .filter(p -> p.operation() == operation && contiguousMu >= p.fromMu()
                        && (p.toMu() == null || contiguousMu < p.toMu()))
                .map(Price::perMu).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code + " does not offer " + operation));
    }
}
