package org.siji.platform.evidence;

/** What a piece of evidence is. SIGNATURE is drawn on the screen, PAPER a photographed or scanned sheet. */
public enum EvidenceKind {
    PHOTO, SIGNATURE, VOICE, PAPER
}
