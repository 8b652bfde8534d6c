package org.siji.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A late-rice season's weather in the manner of western Hunan: hot July, dry spells and wet spells, cool November. */
final class Weather {

    static final LocalDate FIRST_DAY = LocalDate.of(SampleSeason.YEAR, 6, 20);
    static final LocalDate LAST_DAY = LocalDate.of(SampleSeason.YEAR, 11, 30);
    /** Warmest day of the year, by its number. */
    private static final int WARMEST_DAY = 205;

    private Weather() {}

    /** Wet days follow a two-state chain, their rain is exponential; temperatures a yearly wave with a day-to-day memory. */
    static List<SampleWeatherDay> season(Dice dice) {
        List<SampleWeatherDay> days = new ArrayList<>();
        boolean isWet = false;
        double anomaly = 0;
        for (LocalDate day = FIRST_DAY; !day.isAfter(LAST_DAY); day = day.plusDays(1)) {
            isWet = dice.chance(isWet ? 0.58 : 0.24);
            anomaly = 0.7 * anomaly + dice.gauss(0, 1.4);
            double wave = StrictMath.cos(2 * Math.PI * (day.getDayOfYear() - WARMEST_DAY) / 365.0);
            double mean = 17 + 11 * wave + anomaly - (isWet ? 1.5 : 0);
            double halfRange = (isWet ? 2.5 : 5) + dice.uniform(0, 1.5);
            double rain = isWet ? -11 * StrictMath.log(1 - dice.uniform(0, 1)) : 0;
            days.add(new SampleWeatherDay(day, tenth(rain), tenth(mean - halfRange), tenth(mean + halfRange)));
        }
        return days;
    }

    private static double tenth(double value) {
        return Math.rint(value * 10) / 10;
    }
}
