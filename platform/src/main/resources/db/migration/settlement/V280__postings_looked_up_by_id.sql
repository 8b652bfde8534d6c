-- As V250, but each transaction and account is looked up by its id, whatever the planner believes of the tables: thought out while the
-- books were empty, the joins of V250 read a whole season's transactions for every contract settled.
create or replace function ledger_postings_added() returns trigger
    language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
    stranger uuid;
    moved    record;
begin
    select n.transaction_id into stranger from (select distinct transaction_id from added) n
        where (select t.written_in from ledger_transaction t where t.id = n.transaction_id)
              is distinct from pg_current_xact_id() limit 1;
    if found then
        raise exception 'ledger transaction % is closed', stranger
            using errcode = 'check_violation', constraint = 'ledger_transaction_closed';
    end if;
    select n.account_id into stranger from (select distinct account_id from added) n
        where (select a.id from ledger_account a where a.id = n.account_id) is null limit 1;
    if found then
        raise exception 'ledger account % does not exist', stranger
            using errcode = 'foreign_key_violation', constraint = 'ledger_posting_account_id_fkey';
    end if;
    -- What is balanced by itself leaves the rest of its transaction as it was.
    insert into ledger_unbalanced (transaction_id)
        select distinct transaction_id from (select transaction_id from added group by transaction_id, asset
                                             having sum(amount_fen) <> 0) n on conflict do nothing;
    -- Always in the same order, so that two can't wait for each other.
    for moved in select n.account_id, sum(n.amount_fen)::bigint as fen from added n
                 where (select a.limited from ledger_account a where a.id = n.account_id)
                 group by n.account_id order by n.account_id loop
        update ledger_balance set held_fen = held_fen + moved.fen where account_id = moved.account_id;
        if not found then
            raise exception 'account % has no balance', moved.account_id;
        end if;
    end loop;
    return null;
end $$;
