package org.siji.platform.registry;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Violations;

/** A household's exact part of a parcel, as it comes in. The code may be null until {@link #check} has passed. */
record TenureShare(String householdCode, long numerator, long denominator) {

    /**
     * Checks that the shares are held by households of the parcel's village and add up to exactly one; nobody at all is allowed:
     * land that the collective keeps.
     *
     * @param households registered households by code
     */
    static void check(@Nullable List<TenureShare> shares, String villageCode,
            Map<String, HouseholdStore.Ref> households,
            String path, Violations violations) {
        if (shares == null || shares.isEmpty()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        boolean fractions = true;
        for (int i = 0; i < shares.size(); i++) {
            TenureShare share = shares.get(i);
            String at = path + "[" + i + "]";
            HouseholdStore.Ref household = share.householdCode == null ? null : households.get(share.householdCode);
            if (household == null) {
                violations.add("household.unknown", at + ".householdCode", String.valueOf(share.householdCode));
            } else {
                violations.require(household.villageCode().equals(villageCode), "tenure.other-village",
                        at + ".householdCode", share.householdCode);
                violations.require(seen.add(share.householdCode), "tenure.twice", at + ".householdCode",
                        share.householdCode);
            }
            if (share.numerator <= 0 || share.denominator <= 0) {
                violations.add("tenure.share", at, share.numerator, share.denominator);
                fractions = false;
                continue;
            }
            BigInteger below = BigInteger.valueOf(share.denominator);
            numerator = numerator.multiply(below).add(BigInteger.valueOf(share.numerator).multiply(denominator));
            denominator = denominator.multiply(below);
            BigInteger divisor = numerator.gcd(denominator);
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
        violations.require(!fractions || numerator.equals(denominator), "tenure.share-sum", path,
                numerator + "/" + denominator);
    }

    /** Whether this part is larger than the other one. */
    boolean isLargerThan(TenureShare other) {
        return BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.denominator))
                .compareTo(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator))) > 0;
    }

    /** The one with the largest part farms the land until we know better; of equal ones the first. */
    static @Nullable TenureShare largest(@Nullable List<TenureShare> shares) {
        TenureShare largest = null;
        for (TenureShare share : shares == null ? List.<TenureShare>of() : shares) {
            if (largest == null || share.isLargerThan(largest)) {
                largest = share;
            }
        }
        return largest;
    }
}
