package org.siji.platform.consent;

/**
 * How the cultivator confirmed the need. SELF: by entering it with his own login. UNCONFIRMED: not yet, as after a copy of last
 * season's needs; such a need is not bundled for good.
 */
public enum ConfirmationKind {
    SIGNATURE, PHOTO, VOICE, SMS, WITNESS, SELF, UNCONFIRMED
}
