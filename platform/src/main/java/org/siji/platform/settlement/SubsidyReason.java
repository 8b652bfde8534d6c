package org.siji.platform.settlement;

import java.util.List;

/**
 * Why a fund paid what it paid for a piece of work.
 *
 * @param code a sentence in the message files
 */
public record SubsidyReason(String code, List<String> args) {}
