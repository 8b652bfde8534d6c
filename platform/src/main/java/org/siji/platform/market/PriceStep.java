package org.siji.platform.market;

import java.time.LocalDate;

/**
 * From which day of work on a contract's bundle price is what.
 *
 * @param from {@link LocalDate#MIN} for the price of the first wording
 */
public record PriceStep(LocalDate from, long fenPerMu) {}
