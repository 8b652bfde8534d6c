package org.siji.platform.api;

/**
 * Work that waits for somebody.
 *
 * @param code  what waits; the sentence stands in the message files
 * @param count how many pieces
 * @param role  the role that can do something about it
 * @param link  page on which it is done
 */
public record WaitingItem(String code, long count, String role, String link) {}
