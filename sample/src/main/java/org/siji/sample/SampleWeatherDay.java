package org.siji.sample;

import java.time.LocalDate;

/** One day of made-up weather. */
public record SampleWeatherDay(LocalDate day, double rainMillimeters, double minCelsius, double maxCelsius) {}
