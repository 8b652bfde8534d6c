-- A household lets a trustee farm for it and never gets less than its guarantee.
create table trusteeship (
    id                   uuid        primary key,
    village_code         char(12)    not null,
    household_id         uuid        not null,
    trustee_kind         text        not null check (trustee_kind in ('PROVIDER', 'ENTITY', 'VILLAGE')),
    trustee_id           text        not null,
    scope                text        not null check (scope in ('ONE', 'SEVERAL', 'ALL')),
    operations           text[]      not null,
    valid_from           date        not null,
    valid_to             date        not null,
    area_centimu         bigint      not null check (area_centimu > 0),
    fee_fen_per_mu       bigint      not null check (fee_fen_per_mu >= 0),
    guarantee_fen_per_mu bigint      not null check (guarantee_fen_per_mu >= 0),
    recorded_at          timestamptz not null default now(),
    recorded_by          text        not null,
    constraint trusteeship_days check (valid_to > valid_from)
);
create index trusteeship_village on trusteeship (village_code, id);
create index trusteeship_household on trusteeship (household_id);

create table trusteeship_field (
    trusteeship_id uuid not null references trusteeship,
    field_id       uuid not null,
    primary key (trusteeship_id, field_id)
);
create index trusteeship_of_field on trusteeship_field (field_id);

create table trusteeship_booking (
    id             uuid        primary key,
    trusteeship_id uuid        not null references trusteeship,
    season         int         not null,
    direction      text        not null check (direction in ('INCOME', 'COST')),
    amount_fen     bigint      not null check (amount_fen > 0),
    purpose        text        not null,
    evidence       text        not null,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null
);
create index trusteeship_booking_season on trusteeship_booking (trusteeship_id, season);

create table trusteeship_result (
    trusteeship_id uuid        not null references trusteeship,
    season         int         not null,
    actual_fen     bigint      not null,
    guarantee_fen  bigint      not null,
    paid_fen       bigint      not null,
    transaction_id uuid,
    recorded_at    timestamptz not null default now(),
    recorded_by    text        not null,
    constraint trusteeship_result_once primary key (trusteeship_id, season),
    -- Never worse off than the guarantee.
    constraint trusteeship_result_larger check (paid_fen = greatest(actual_fen, guarantee_fen))
);
revoke update, delete, truncate on trusteeship, trusteeship_field, trusteeship_booking, trusteeship_result from siji_app;
