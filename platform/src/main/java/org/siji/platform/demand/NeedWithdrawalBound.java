package org.siji.platform.demand;

import java.util.List;

import org.siji.platform.consent.ConfirmationKind;

/**
 * A household wanted a need withdrawn that a contract holds. Whoever hears of it has to keep it beside the refused request, whose
 * transaction is undone.
 *
 * @param refusal what was answered: the problem's code and then each word of its sentence, the contract's number, the provider
 */
record NeedWithdrawalBound(Need need, String reason, ConfirmationKind kind, String note, String askedBy,
        List<String> refusal) {}
