-- What those pay who farm the land of others: the terms of transfers, and rents.
create table grain_price (
    id          uuid        primary key,
    county_code char(6)     not null,
    grain       text        not null,
    fen_per_kg  bigint      not null check (fen_per_kg > 0),
    on_date     date        not null,
    source      text        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null,
    constraint grain_price_once unique (county_code, grain, on_date)
);

-- The terms of a transfer, agreed once; a renewal is an agreement of its own.
create table transfer_terms (
    transfer_id   uuid        primary key,
    village_code  char(12)    not null,
    area_centimu  bigint      not null check (area_centimu > 0),
    fen_per_mu    bigint,
    grams_per_mu  bigint,
    grain         text,
    due_month     int         not null check (due_month between 1 and 12),
    due_day       int         not null check (due_day between 1 and 28),
    renews        uuid        constraint transfer_renewed_once unique,
    recorded_at   timestamptz not null default now(),
    recorded_by   text        not null,
    constraint transfer_terms_rent check ((fen_per_mu is null) = (grams_per_mu is not null)
        and (grain is null) = (grams_per_mu is null) and coalesce(fen_per_mu, grams_per_mu) >= 0)
);

create table transfer_end (
    transfer_id uuid        primary key,
    ended_on    date        not null,
    reason      text        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null
);

create table rent_bill (
    transfer_id    uuid        not null,
    year           int         not null,
    due_on         date        not null,
    days           int         not null,
    fen_per_kg     bigint,
    amount_fen     bigint      not null check (amount_fen >= 0),
    transaction_id uuid,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null,
    constraint rent_bill_once primary key (transfer_id, year)
);

-- What an early end gives back of a rent that was billed for the whole year.
create table rent_return (
    transfer_id    uuid        not null,
    year           int         not null,
    amount_fen     bigint      not null check (amount_fen > 0),
    transaction_id uuid        not null,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null,
    primary key (transfer_id, year),
    foreign key (transfer_id, year) references rent_bill
);

revoke update, delete, truncate on grain_price, transfer_terms, transfer_end, rent_bill, rent_return from siji_app;
