-- A season's contracts settled in one go. Each contract is a row that is taken, settled and marked in one transaction of its own, so
-- that whatever stops the server leaves each of them either settled or still to do.
create table season_settlement (
    id          uuid        primary key,
    season      int         not null,
    region_code text        not null check (region_code ~ '^[0-9]{6,12}$'),
    begun_by    text        not null,
    begun_at    timestamptz not null default now()
);
create index season_settlement_place on season_settlement (season, region_code);

create table season_settlement_contract (
    settlement_id uuid not null references season_settlement,
    contract_id   uuid not null,
    outcome       text check (outcome in ('SETTLED', 'WAITS')),
    bills         int    not null default 0,
    shared_fen    bigint not null default 0,
    reason_code   text,
    reason_args   text[] not null default '{}',
    done_at       timestamptz,
    primary key (settlement_id, contract_id),
    constraint season_settlement_done check ((outcome is null) = (done_at is null) and (outcome is not distinct from 'WAITS') = (reason_code is not null))
);
create index season_settlement_left on season_settlement_contract (settlement_id, contract_id) where outcome is null;
revoke delete, truncate on season_settlement, season_settlement_contract from siji_app;
revoke update on season_settlement from siji_app;
