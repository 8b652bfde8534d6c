package org.siji.sample;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The families of one village. Identity numbers are well formed but nobody's: their region {@value SampleCounty#COUNTY_CODE}
 * does not exist. They differ within the county: each village has its own serial numbers, and within it no two persons of one
 * sex share a birthday.
 */
final class People {

    private static final int SERIALS = 499;
    private static final LocalDate EARLIEST = LocalDate.of(1938, 1, 1);

    private final Dice dice;
    private final int serial;
    private final int dayParity;
    private final Set<LocalDate> menBorn = new HashSet<>();
    private final Set<LocalDate> womenBorn = new HashSet<>();
    private final List<String> surnames = SampleWords.listNames("surnames");

    People(Dice dice, int village) {
        this.dice = dice;
        serial = village % SERIALS;
        dayParity = village / SERIALS % 2;
    }

    /** A main family name for a group, which most of its families bear. */
    String clan() {
        return dice.pick(surnames);
    }

    SampleHousehold household(String code, String issuerCode, int numberInCounty, String clan) {
        String surname = dice.chance(0.6) ? clan : dice.pick(surnames);
        List<SampleHousehold.Member> members = new ArrayList<>();
        int headBorn = 1948 + dice.below(42);
        boolean isHeadMan = dice.chance(0.88);
        members.add(member(surname, isHeadMan, headBorn, "02"));
        if (dice.chance(0.85)) {
            members.add(member(dice.pick(surnames), !isHeadMan, headBorn + dice.below(7) - 2, "10"));
        }
        int children = Math.min(3, dice.below(3) + (dice.chance(0.4) ? 1 : 0));
        for (int i = 0; i < children; i++) {
            boolean isMan = dice.chance(0.52);
            members.add(member(surname, isMan, Math.min(2023, headBorn + 22 + dice.below(12)), isMan ? "20" : "30"));
        }
        if (headBorn > 1965 && dice.chance(0.5)) {
            members.add(member(surname, true, headBorn - 22 - dice.below(5), "51"));
        }
        if (headBorn > 1965 && dice.chance(0.6)) {
            members.add(member(dice.pick(surnames), false, headBorn - 20 - dice.below(5), "52"));
        }
        return new SampleHousehold(code, issuerCode, phone(numberInCounty), members);
    }

    /** Somebody who holds no land. */
    String name() {
        return dice.pick(surnames) + given(dice.chance(0.5));
    }

    /** 154 has been assigned to no operator; a million numbers, each once, not in order. */
    static String phone(int number) {
        return "15400%06d".formatted((number * 7919L + 104_729) % 1_000_000);
    }

    private SampleHousehold.Member member(String surname, boolean isMan, int birthYear, String relation) {
        LocalDate born = birthday(birthYear, isMan ? menBorn : womenBorn);
        String seventeen = SampleCounty.COUNTY_CODE + born.format(DateTimeFormatter.BASIC_ISO_DATE)
                + "%03d".formatted(2 * serial + (isMan ? 1 : 2));
        // Whoever was born after the second contract round of 1998 got no land then; daughters married out vary.
        boolean isCoOwner = birthYear <= 1998 && (!"30".equals(relation) || dice.chance(0.6));
        return new SampleHousehold.Member(surname + given(isMan), seventeen + CheckCharacters.ofIdNumber(seventeen),
                isMan ? "1" : "2", relation, isCoOwner);
    }

    private LocalDate birthday(int year, Set<LocalDate> taken) {
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate day = first.isBefore(EARLIEST) ? EARLIEST : first;
        day = day.plusDays(dice.below(365));
        while (day.toEpochDay() % 2 != dayParity || !taken.add(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private String given(boolean isMan) {
        String first = dice.pick(SampleWords.listNames(isMan ? "givenMan" : "givenWoman"));
        return dice.chance(0.25)
                ? first
                : first + dice.pick(SampleWords.listNames(isMan ? "givenManSecond" : "givenWomanSecond"));
    }
}
