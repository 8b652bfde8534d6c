package org.siji.sample;

import java.time.LocalDate;

/**
 * What a cultivator wants done.
 *
 * @param id          N followed by six digits
 * @param windowFrom  first day that will do
 * @param windowTo    last day that will do
 * @param enteredOn   when
 * @param enteredByName name of the person who typed it in
 * @param confirmation how the household confirmed an entry made for it; its own entry needs none and says {@code SELF}
 */
public record SampleNeed(String id, String cultivatorCode, String fieldId, String villageCode,
        SampleOperation operation,
        LocalDate windowFrom, LocalDate windowTo, LocalDate enteredOn, EnteredBy enteredBy, String enteredByName,
        Confirmation confirmation) {

    /** Who typed the need in. */
    public enum EnteredBy {
        HOUSEHOLD, GROUP_LEADER, VILLAGE_CLERK
    }

    /** How the household said yes. */
    public enum Confirmation {
        SELF, SIGNATURE, PHOTO, VOICE, SMS, WITNESS
    }
}
