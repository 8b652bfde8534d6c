-- What the bank is asked to pay to cultivators of a village beside dividends: rents, and what bills, subsidies and outcomes leave to them.
create table bank_list (
    id           uuid        primary key,
    village_code text        not null,
    season       int         not null,
    source       text        not null check (source in ('RENT', 'REFUND')),
    number       int         not null,
    made_at      timestamptz not null default now(),
    made_by      text        not null,
    constraint bank_list_number unique (village_code, season, source, number)
);
create table bank_list_line (
    id                    uuid   primary key,
    bank_list_id          uuid   not null references bank_list,
    cultivator_id         uuid   not null,
    amount_fen            bigint not null check (amount_fen > 0),
    transaction_id        uuid   not null references ledger_transaction,
    returned_on           date,
    return_reason         text,
    returned_by           text,
    return_transaction_id uuid references ledger_transaction,
    constraint bank_list_line_once unique (bank_list_id, cultivator_id),
    constraint bank_list_line_returned check ((returned_on is null) = (return_reason is null)
        and (returned_on is null) = (return_transaction_id is null))
);
create index bank_list_line_cultivator on bank_list_line (cultivator_id);
revoke update, delete, truncate on bank_list from siji_app;
revoke update, delete, truncate on bank_list_line from siji_app;
grant update (returned_on, return_reason, returned_by, return_transaction_id) on bank_list_line to siji_app;
