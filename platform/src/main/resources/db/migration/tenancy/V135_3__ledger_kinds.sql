-- Rents and what a trusteeship settles are kinds of their own, so that a household's statement can name them.
do $$
declare
    kinds text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conname = 'ledger_transaction_kind_check';
    alter table ledger_transaction drop constraint ledger_transaction_kind_check;
    execute 'alter table ledger_transaction add constraint ledger_transaction_kind_check '
        || replace(kinds, 'ARRAY[', 'ARRAY[''RENT''::text, ''TRUSTEESHIP''::text, ');
end $$;
