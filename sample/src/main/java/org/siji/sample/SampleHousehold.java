package org.siji.sample;

import java.util.List;

/**
 * A contracting family (承包方).
 *
 * @param code    eighteen digits: issuer 14 + 4
 * @param phone   eleven digits with a prefix given to nobody, 15400: no operator has been assigned 154
 * @param members the head first
 */
public record SampleHousehold(String code, String issuerCode, String phone, List<Member> members) {

    public SampleHousehold {
        members = List.copyOf(members);
    }

    public Member head() {
        return members.get(0);
    }

    /**
     * @param idNumber     eighteen characters with the check digit of GB 11643-1999, of a region that does not exist
     * @param sexCode      1 man, 2 woman
     * @param relationCode to the head, GB/T 4761: 02 head, 10 spouse, 20 son, 30 daughter, 51 father, 52 mother
     * @param isCoOwner    whether the member is one of the co-owners (共有人) of the contract right
     */
    public record Member(String name, String idNumber, String sexCode, String relationCode, boolean isCoOwner) {}
}
