package org.siji.platform.demand;

/** How the cultivator confirmed the need. SELF: by entering it with his own login. */
public enum ConfirmationKind {
    SIGNATURE, PHOTO, VOICE, SMS, WITNESS, SELF
}
