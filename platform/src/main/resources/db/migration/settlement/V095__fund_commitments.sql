-- What a fund keeps for a contract from its signing on, and what goes back to the treasury when the year is over.
alter table fund add column justification text;

create table fund_commitment (
    fund_id      uuid        not null references fund,
    contract_id  uuid        not null,
    rule_version int         not null,
    wanted_fen   bigint      not null check (wanted_fen >= 0),
    amount_fen   bigint      not null,
    -- Of the amount, what is neither paid nor released.
    open_fen     bigint      not null,
    recorded_at  timestamptz not null default now(),
    released_at  timestamptz,
    primary key (fund_id, contract_id),
    foreign key (fund_id, rule_version) references subsidy_rule,
    constraint fund_commitment_amounts check (0 <= open_fen and open_fen <= amount_fen and amount_fen <= wanted_fen
        and (released_at is null or open_fen = 0))
);
create index fund_commitment_open on fund_commitment (fund_id) include (open_fen) where open_fen > 0;
create index fund_commitment_contract on fund_commitment (contract_id);
revoke update, delete, truncate on fund_commitment from siji_app;
grant update (open_fen, released_at) on fund_commitment to siji_app;

create table fund_return (
    id             uuid        primary key,
    fund_id        uuid        not null references fund,
    amount_fen     bigint      not null check (amount_fen > 0),
    reason         text        not null,
    transaction_id uuid        not null references ledger_transaction,
    recorded_at    timestamptz not null,
    recorded_by    text        not null
);
create index fund_return_fund on fund_return (fund_id, id);
revoke update, delete, truncate on fund_return from siji_app;

do $$
declare
    kinds text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conname = 'ledger_transaction_kind_check';
    alter table ledger_transaction drop constraint ledger_transaction_kind_check;
    execute 'alter table ledger_transaction add constraint ledger_transaction_kind_check '
        || replace(kinds, 'ARRAY[', 'ARRAY[''RETURN''::text, ');
end $$;
