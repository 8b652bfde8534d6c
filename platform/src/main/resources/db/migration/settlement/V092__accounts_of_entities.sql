-- Collective-owned entities keep their money in the same ledger: what an entity holds, its reserve and welfare provisions, and what is
-- held back for heirs that are not known yet. Only ENTITY may fall below zero: that is a loss.
alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in
    ('CULTIVATOR', 'PROVIDER', 'VILLAGE', 'GAIN_POOL', 'FUND', 'TREASURY', 'BANK', 'ENTITY', 'RESERVE', 'WELFARE', 'HELD'));
alter table ledger_account drop column limited;
alter table ledger_account add column limited boolean not null
    generated always as (kind in ('FUND', 'GAIN_POOL', 'RESERVE', 'WELFARE', 'HELD')) stored;
alter table ledger_transaction drop constraint ledger_transaction_kind_check;
alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in
    ('BILL', 'REVERSAL', 'SUBSIDY', 'GAIN', 'BUDGET', 'PAYMENT', 'BOOKING', 'DIVIDEND'));
