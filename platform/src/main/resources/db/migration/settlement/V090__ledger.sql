-- The ledger. Signed fen: positive is credited to (owed to) the account's owner, negative is owed by him.
-- It is only ever added to: siji_app has no right to change a row, and triggers refuse it even to the owner of the tables.

create table ledger_account (
    id           uuid primary key,
    kind         text        not null check (kind in ('CULTIVATOR', 'PROVIDER', 'VILLAGE', 'GAIN_POOL', 'FUND', 'TREASURY', 'BANK')),
    owner_id     text        not null,
    village_code char(12),
    limited      boolean     not null generated always as (kind in ('FUND', 'GAIN_POOL')) stored,
    recorded_at  timestamptz not null default now(),
    constraint ledger_account_owner unique (kind, owner_id)
);
create index ledger_account_place on ledger_account (village_code);

create table ledger_transaction (
    id           uuid primary key,
    business_key text        not null,
    kind         text        not null check (kind in ('BILL', 'REVERSAL', 'SUBSIDY', 'GAIN', 'BUDGET', 'PAYMENT')),
    subject_id   uuid        not null,
    reverses     uuid references ledger_transaction,
    season       int         not null,
    effective_on date        not null,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null,
    -- Which database transaction wrote it: nothing can be added to it afterwards, not even something balanced.
    written_in   xid8        not null default pg_current_xact_id(),
    constraint ledger_transaction_business_key unique (business_key),
    constraint ledger_transaction_reversed_once unique (reverses),
    constraint ledger_transaction_reversal check ((kind = 'REVERSAL') = (reverses is not null))
);
create index ledger_transaction_subject on ledger_transaction (subject_id);

create table ledger_posting (
    id             uuid primary key,
    transaction_id uuid   not null references ledger_transaction,
    account_id     uuid   not null references ledger_account,
    asset          text   not null default 'CNY' check (asset = 'CNY'),
    amount_fen     bigint not null check (amount_fen <> 0),
    business_key   text   not null,
    constraint ledger_posting_business_key unique (business_key)
);
create index ledger_posting_transaction on ledger_posting (transaction_id);
create index ledger_posting_account on ledger_posting (account_id, asset) include (amount_fen);

-- Locks an account against others who take from it, and tells what it holds now. Weaker than an update lock, so that others
-- may still add to it. Runs with the owner's rights, since siji_app can't lock rows that it must not change.
create function ledger_lock(account uuid) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    held bigint;
begin
    perform 1 from ledger_account where id = account for no key update;
    select coalesce(sum(amount_fen), 0) into held from ledger_posting where account_id = account;
    return held;
end $$;

create function ledger_posting_before() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not exists (select 1 from ledger_transaction
                   where id = new.transaction_id and written_in = pg_current_xact_id()) then
        raise exception 'ledger transaction % is closed', new.transaction_id
            using errcode = 'check_violation', constraint = 'ledger_transaction_closed';
    end if;
    if new.amount_fen < 0 then
        perform 1 from ledger_account where id = new.account_id and limited for no key update;
    end if;
    return new;
end $$;
create trigger ledger_posting_before before insert on ledger_posting
    for each row execute function ledger_posting_before();

create function ledger_posting_at_commit() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select 1 from ledger_posting where transaction_id = new.transaction_id
               group by asset having sum(amount_fen) <> 0) then
        raise exception 'ledger transaction % does not add up to zero', new.transaction_id
            using errcode = 'check_violation', constraint = 'ledger_transaction_balanced';
    end if;
    if new.amount_fen < 0 and exists (select 1 from ledger_account where id = new.account_id and limited)
        and ledger_lock(new.account_id) < 0 then
        raise exception 'account % holds less than is taken from it', new.account_id
            using errcode = 'check_violation', constraint = 'ledger_account_not_below_zero';
    end if;
    return null;
end $$;
create constraint trigger ledger_posting_at_commit after insert on ledger_posting
    deferrable initially deferred for each row execute function ledger_posting_at_commit();

create function ledger_transaction_at_commit() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not exists (select 1 from ledger_posting where transaction_id = new.id) then
        raise exception 'ledger transaction % is empty', new.id
            using errcode = 'check_violation', constraint = 'ledger_transaction_balanced';
    end if;
    return null;
end $$;
create constraint trigger ledger_transaction_at_commit after insert on ledger_transaction
    deferrable initially deferred for each row execute function ledger_transaction_at_commit();

create function ledger_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: correct by a counter-posting', tg_table_name
        using errcode = 'check_violation', constraint = 'ledger_append_only';
end $$;
create trigger ledger_append_only before update or delete on ledger_account for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on ledger_transaction for each row execute function ledger_append_only();
create trigger ledger_append_only before update or delete on ledger_posting for each row execute function ledger_append_only();
create trigger ledger_no_truncate before truncate on ledger_account for each statement execute function ledger_append_only();
create trigger ledger_no_truncate before truncate on ledger_transaction for each statement execute function ledger_append_only();
create trigger ledger_no_truncate before truncate on ledger_posting for each statement execute function ledger_append_only();

revoke update, delete, truncate on ledger_account, ledger_transaction, ledger_posting from siji_app;
