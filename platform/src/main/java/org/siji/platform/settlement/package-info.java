/**
 * Who owes and gets what, in fen: a double-entry ledger that is only ever added to. Bills by accepted area, payouts to providers,
 * subsidies out of funds with a limit, the gain from bundling shared out per contract, payments. Owns {@code ledger_account},
 * {@code ledger_transaction}, {@code ledger_posting} (append-only, balanced by the database), {@code ledger_balance}, {@code ledger_unbalanced}, {@code bill_line}, {@code fund}, {@code subsidy_rule},
 * {@code subsidy_exclusion}, {@code fund_commitment}, {@code fund_return},
 * {@code subsidy_claim}, {@code contract_settlement}, {@code gain_share}, {@code payment},
 * {@code deposit_movement}, {@code contract_penalty}, {@code contract_weighing} and {@code contract_outcome}. Hears {@code WorkAccepted},
 * {@code ContractSigned}, {@code ContractAmended} and {@code ContractTerminated}; publishes
 * {@code ContractSettled}. Must not know how work is measured or why it was accepted.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "identity", "registry", "market", "telemetry", "verification",
        "work", "evidence"})
package org.siji.platform.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
