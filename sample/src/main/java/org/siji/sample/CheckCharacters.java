package org.siji.sample;

/** Check characters of identity numbers, so that the platform's own checks find the made-up ones well formed. */
final class CheckCharacters {

    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String ID_CHECKS = "10X98765432";

    private CheckCharacters() {}

    /** GB 11643-1999 (ISO 7064 MOD 11-2) over seventeen digits. */
    static char ofIdNumber(String seventeenDigits) {
        int sum = 0;
        int weight = 1;
        for (int i = 16; i >= 0; i--) {
            weight = weight * 2 % 11;
            sum += weight * Character.digit(seventeenDigits.charAt(i), 10);
        }
        return ID_CHECKS.charAt(sum % 11);
    }

    /** GB 32100-2015 over seventeen characters: weights are powers of 3 modulo 31. */
    static char ofCreditCode(String seventeenCharacters) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += weight * CREDIT_ALPHABET.indexOf(seventeenCharacters.charAt(i));
            weight = weight * 3 % 31;
        }
        return CREDIT_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** GB 11714-1997, the organisation code of nine characters inside the credit code, over its first eight. */
    static char ofOrganisation(String eightCharacters) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += weights[i] * Character.digit(eightCharacters.charAt(i), 36);
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }
}
