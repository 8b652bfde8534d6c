package org.siji.sample;

import java.time.LocalDate;

import org.siji.money.Money;

/**
 * A lease (出租) of the management right; the contract right stays with the lessor.
 *
 * @param code             流转合同编码, eighteen characters: issuer 14 + 4
 * @param rentPerMuAndYear of registered area
 */
public record SampleTransfer(String code, String parcelCode, String lessorHouseholdCode, String lesseeCultivatorCode,
        LocalDate from, LocalDate to, Money rentPerMuAndYear) {}
