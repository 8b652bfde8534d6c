-- The ledger's rules, kept once for each statement instead of once for each posting: a season's settlement and a county's dividend
-- write hundreds of thousands of postings, and a claim on a fund asks what the fund holds. The rules stay the same.

-- What an account that can't fall below zero holds: the sum of its postings, which nothing but the trigger below writes.
-- Whoever lets a kind of account be limited afterwards adds the rows of the accounts that there are.
create table ledger_balance (
    account_id uuid   primary key references ledger_account,
    held_fen   bigint not null
) with (fillfactor = 50);
insert into ledger_balance (account_id, held_fen)
select a.id, coalesce((select sum(p.amount_fen) from ledger_posting p where p.account_id = a.id), 0) from ledger_account a where a.limited;

create function ledger_account_opened() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.limited then
        insert into ledger_balance (account_id, held_fen) values (new.id, 0);
    end if;
    return null;
end $$;
create trigger ledger_account_opened after insert on ledger_account for each row execute function ledger_account_opened();

-- Transactions that a statement has left unbalanced; each is looked at again at commit and then gone from here.
create table ledger_unbalanced (
    transaction_id uuid primary key
);
revoke insert, update, delete, truncate on ledger_balance, ledger_unbalanced from siji_app;

-- Locks an account against others who move what it holds, and tells that.
create or replace function ledger_lock(account uuid) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held bigint;
begin
    select held_fen into held from ledger_balance where account_id = account for no key update;
    if not found then
        perform 1 from ledger_account where id = account for no key update;
        select coalesce(sum(amount_fen), 0) into held from ledger_posting where account_id = account;
    end if;
    return held;
end $$;

create function ledger_postings_added() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    stranger uuid;
    moved    record;
begin
    select n.transaction_id into stranger from (select distinct transaction_id from added) n
        where not exists (select 1 from ledger_transaction t
                          where t.id = n.transaction_id and t.written_in = pg_current_xact_id()) limit 1;
    if found then
        raise exception 'ledger transaction % is closed', stranger
            using errcode = 'check_violation', constraint = 'ledger_transaction_closed';
    end if;
    -- What is balanced by itself leaves the rest of its transaction as it was.
    insert into ledger_unbalanced (transaction_id)
        select distinct transaction_id from (select transaction_id from added group by transaction_id, asset
                                             having sum(amount_fen) <> 0) n on conflict do nothing;
    -- Always in the same order, so that two can't wait for each other.
    for moved in select n.account_id, sum(n.amount_fen)::bigint as fen from added n
                 where exists (select 1 from ledger_account a where a.id = n.account_id and a.limited)
                 group by n.account_id order by n.account_id loop
        update ledger_balance set held_fen = held_fen + moved.fen where account_id = moved.account_id;
        if not found then
            raise exception 'account % has no balance', moved.account_id;
        end if;
    end loop;
    return null;
end $$;
drop trigger ledger_posting_before on ledger_posting;
drop trigger ledger_posting_at_commit on ledger_posting;
drop function ledger_posting_before(), ledger_posting_at_commit();
create trigger ledger_postings_added after insert on ledger_posting referencing new table as added
    for each statement execute function ledger_postings_added();

create function ledger_unbalanced_at_commit() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select 1 from ledger_posting where transaction_id = new.transaction_id
               group by asset having sum(amount_fen) <> 0) then
        raise exception 'ledger transaction % does not add up to zero', new.transaction_id
            using errcode = 'check_violation', constraint = 'ledger_transaction_balanced';
    end if;
    delete from ledger_unbalanced where transaction_id = new.transaction_id;
    return null;
end $$;
create constraint trigger ledger_unbalanced_at_commit after insert on ledger_unbalanced
    deferrable initially deferred for each row execute function ledger_unbalanced_at_commit();

create function ledger_balance_at_commit() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if (select held_fen from ledger_balance where account_id = new.account_id) < 0 then
        raise exception 'account % holds less than is taken from it', new.account_id
            using errcode = 'check_violation', constraint = 'ledger_account_not_below_zero';
    end if;
    return null;
end $$;
create constraint trigger ledger_balance_at_commit after update on ledger_balance
    deferrable initially deferred for each row when (new.held_fen < 0) execute function ledger_balance_at_commit();
