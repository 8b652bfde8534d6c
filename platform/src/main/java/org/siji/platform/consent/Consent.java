package org.siji.platform.consent;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is said about a confirmation beside its kind, as it was filled in.
 *
 * @param smsCodeId of the code that the household has told
 * @param lon       degrees of WGS 84 with lat, where it was; null when the phone's owner does not want it kept
 */
public record Consent(@Nullable String witnessName, @Nullable String witnessRole, @Nullable UUID smsCodeId,
        @Nullable Double lon, @Nullable Double lat) {

    public static final Consent NONE = new Consent(null, null, null, null, null);

    boolean saysAnything() {
        return witnessName != null || smsCodeId != null || lon != null;
    }
}
