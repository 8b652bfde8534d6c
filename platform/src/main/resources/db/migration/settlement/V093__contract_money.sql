-- Deposits, penalties, supervision fees and yields of contracts, each a kind of its own. A deposit account can't fall below zero.
do $$
declare
    kinds text;
    accounts text;
    limits text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conname = 'ledger_transaction_kind_check';
    alter table ledger_transaction drop constraint ledger_transaction_kind_check;
    execute 'alter table ledger_transaction add constraint ledger_transaction_kind_check '
        || replace(kinds, 'ARRAY[', 'ARRAY[''YIELD''::text, ''SUPERVISION''::text, ''DEPOSIT''::text, ''PENALTY''::text, ');
    select pg_get_constraintdef(oid) into strict accounts from pg_constraint where conname = 'ledger_account_kind_check';
    alter table ledger_account drop constraint ledger_account_kind_check;
    execute 'alter table ledger_account add constraint ledger_account_kind_check '
        || replace(accounts, 'ARRAY[', 'ARRAY[''DEPOSIT''::text, ');
    select pg_get_expr(d.adbin, d.adrelid) into strict limits
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'ledger_account'::regclass and a.attname = 'limited';
    alter table ledger_account drop column limited;
    execute 'alter table ledger_account add column limited boolean not null generated always as ('
        || replace(limits, 'ARRAY[', 'ARRAY[''DEPOSIT''::text, ') || ') stored';
end $$;

create table deposit_movement (
    id             uuid primary key,
    contract_id    uuid        not null,
    kind           text        not null check (kind in ('PAID_IN', 'RETURNED')),
    amount_fen     bigint      not null check (amount_fen > 0),
    evidence       text        not null,
    on_date        date        not null,
    transaction_id uuid        not null references ledger_transaction,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null
);
create index deposit_movement_contract on deposit_movement (contract_id, id);

-- What a person decided about something late: booked or let off, once.
create table contract_penalty (
    id               uuid primary key,
    contract_id      uuid        not null,
    subject_id       uuid        not null,
    name             text        not null,
    late_days        int         not null check (late_days > 0),
    amount_fen       bigint      not null check (amount_fen >= 0),
    from_deposit_fen bigint      not null check (from_deposit_fen between 0 and amount_fen),
    decision         text        not null check (decision in ('BOOKED', 'WAIVED')),
    reason           text        not null,
    transaction_id   uuid references ledger_transaction,
    decided_at       timestamptz not null default now(),
    decided_by       text        not null,
    seen_by          text,
    seen_at          timestamptz,
    constraint contract_penalty_once unique (contract_id, subject_id)
);

create table contract_weighing (
    id            uuid primary key,
    contract_id   uuid        not null,
    note_number   text        not null,
    weighed_on    date        not null,
    grams         bigint      not null check (grams > 0),
    recorded_at   timestamptz not null default now(),
    recorded_by   text        not null,
    struck_by     text,
    struck_reason text
);
create unique index contract_weighing_note on contract_weighing (contract_id, note_number) where struck_by is null;

-- What a yield or a supervision came to; a later run takes the earlier one back.
create table contract_outcome (
    contract_id      uuid        not null,
    kind             text        not null check (kind in ('YIELD', 'SUPERVISION')),
    run              int         not null,
    centimu          bigint      not null,
    guaranteed_grams bigint      not null,
    actual_grams     bigint      not null,
    amount_fen       bigint      not null check (amount_fen >= 0),
    transaction_id   uuid references ledger_transaction,
    settled_at       timestamptz not null default now(),
    settled_by       text        not null,
    primary key (contract_id, kind, run)
);
revoke update, delete, truncate on deposit_movement, contract_outcome from siji_app;
revoke delete, truncate on contract_penalty, contract_weighing from siji_app;
