-- What comes back to a household because a service package's promise was broken is a kind of its own on its statement.
do $$
declare
    kinds text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conname = 'ledger_transaction_kind_check';
    alter table ledger_transaction drop constraint ledger_transaction_kind_check;
    execute 'alter table ledger_transaction add constraint ledger_transaction_kind_check '
        || replace(kinds, 'ARRAY[', 'ARRAY[''REFUND''::text, ');
end $$;
