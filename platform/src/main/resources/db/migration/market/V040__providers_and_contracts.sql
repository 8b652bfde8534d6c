-- Providers, their price lists over two times, and contracts with every step that they went through.
create table provider (
    id           uuid primary key,
    name         text        not null,
    contact_name bytea,
    phone        bytea,
    service_area text        not null default '',
    -- Of the office that registered it and may change it; everybody may see what a provider offers.
    region_code  text        not null,
    version      bigint      not null default 1,
    recorded_at  timestamptz not null default now()
);
create unique index provider_name on provider (name);

-- A list holds from valid_from until the next one begins. A corrected list closes the old one (recorded_until), nothing is lost.
create table price_list (
    id             uuid primary key,
    provider_id    uuid        not null references provider,
    valid_from     date        not null,
    recorded_by    text        not null,
    recorded_at    timestamptz not null default now(),
    recorded_until timestamptz
);
create unique index price_list_one_per_day on price_list (provider_id, valid_from) where recorded_until is null;

create table price (
    price_list_id uuid   not null references price_list,
    operation     text   not null,
    -- From this contiguous area on, in hundredths of a mu; 0 is the price for a single plot.
    min_centimu   bigint not null,
    fen_per_mu    bigint not null,
    primary key (price_list_id, operation, min_centimu),
    constraint price_not_negative check (fen_per_mu >= 0 and min_centimu >= 0)
);
revoke update, delete, truncate on price from siji_app;

create table contract_number (
    season       int      not null,
    village_code char(12) not null,
    last         int      not null,
    primary key (season, village_code)
);

create table contract (
    id                         uuid primary key,
    number                     text             not null,
    bundle_id                  uuid             not null,
    provider_id                uuid             not null references provider,
    village_code               char(12)         not null,
    operation                  text             not null,
    season                     int              not null,
    mode                       text             not null,
    price_list_id              uuid             not null references price_list,
    single_price_fen_per_mu    bigint           not null,
    bundle_price_fen_per_mu    bigint           not null,
    service_fee_fen_per_mu     bigint           not null,
    area_square_meters         double precision not null,
    window_from                date             not null,
    window_to                  date             not null,
    status                     text             not null,
    signed_by_collective       boolean          not null default false,
    signed_by_provider         boolean          not null default false,
    text                       text             not null,
    text_sha256                char(64)         not null,
    replaces                   uuid references contract,
    recorded_at                timestamptz      not null default now(),
    constraint contract_prices check (bundle_price_fen_per_mu between 0 and single_price_fen_per_mu
        and service_fee_fen_per_mu >= 0)
);
-- Counties on one installation may have equal numbers: theirs begin with the village within the county.
create unique index contract_number_unique on contract (village_code, number);
create unique index contract_one_live_per_bundle on contract (bundle_id) where status <> 'TERMINATED';
create index contract_by_village on contract (village_code, season, status);
create index contract_by_provider on contract (provider_id, status);

create table contract_need (
    contract_id        uuid             not null references contract,
    need_id            uuid             not null,
    field_id           uuid             not null,
    field_name         text             not null,
    cultivator_id      uuid             not null,
    area_square_meters double precision not null,
    primary key (contract_id, need_id)
);
revoke update, delete, truncate on contract_need from siji_app;

create table contract_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references contract,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index contract_event_by_contract on contract_event (subject_id);
revoke update, delete, truncate on contract_event from siji_app;
