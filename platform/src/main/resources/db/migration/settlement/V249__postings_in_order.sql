-- A posting's business key is told apart within its transaction, whose own key is there once in all: the pair is as unique as the
-- posting's key alone. Transactions come in the order of time, so a season's postings are written one beside the other; the keys of
-- a million of them were spread over the whole of their index before. Reading a transaction's postings goes by the same index.
create unique index ledger_posting_key on ledger_posting (transaction_id, business_key);
alter table ledger_posting drop constraint ledger_posting_business_key;
alter table ledger_posting add constraint ledger_posting_business_key unique using index ledger_posting_key;
drop index ledger_posting_transaction;

-- One index less: who looks for a claim by its acceptance goes by the same.
alter table subsidy_claim drop constraint subsidy_claim_once;
drop index subsidy_claim_acceptance;
alter table subsidy_claim add constraint subsidy_claim_once unique (acceptance_id, fund_id);
