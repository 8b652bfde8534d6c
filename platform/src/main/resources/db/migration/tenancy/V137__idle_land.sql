-- What grows on a field in a season; a field without any is perhaps idle.
create table crop_season (
    id           uuid        primary key,
    field_id     uuid        not null,
    village_code text        not null,
    season       int         not null,
    crop         text        not null,
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null,
    constraint crop_season_once unique (field_id, season, crop)
);
create index crop_season_of_village on crop_season (village_code, season);

-- A field that nobody works in a season, as it was found; what became of it.
create table idle_land (
    id                 uuid             primary key,
    village_code       text             not null,
    field_id           uuid             not null,
    season             int              not null,
    -- Name and area as they were when it was found: a field can be renamed and merged later.
    field_name         text             not null,
    area_square_meters double precision not null,
    ground             text             not null check (ground in ('NO_CULTIVATOR', 'NO_CROP', 'DECLARED')),
    status             text             not null check (status in ('FOUND', 'IN_USE', 'NOT_IDLE', 'OFFERED', 'PROMISED', 'AGREED')),
    offered_as         text             check (offered_as in ('TRANSFER', 'TRUSTEESHIP', 'EITHER')),
    offer_words        text,
    offered_until      date,
    transfer_id        uuid,
    trusteeship_id     uuid             references trusteeship,
    recorded_at        timestamptz      not null default now(),
    constraint idle_land_once unique (field_id, season),
    constraint idle_land_offer check (status not in ('OFFERED', 'PROMISED') or offered_as is not null and offered_until is not null),
    constraint idle_land_agreed check ((status = 'AGREED') = (transfer_id is not null or trusteeship_id is not null))
);
create index idle_land_of_village on idle_land (village_code text_pattern_ops, season, id);
create index idle_land_offered on idle_land (id) where status = 'OFFERED';

create table idle_land_event (
    id           bigint generated always as identity primary key,
    idle_land_id uuid        not null references idle_land,
    status       text        not null,
    reason       text        not null default '',
    recorded_at  timestamptz not null default now(),
    recorded_by  text        not null
);
create index idle_land_event_of on idle_land_event (idle_land_id);

create table land_interest (
    id            uuid        primary key,
    idle_land_id  uuid        not null references idle_land,
    provider_id   uuid,
    cultivator_id uuid,
    kind          text        not null check (kind in ('TRANSFER', 'TRUSTEESHIP')),
    fen_per_mu    bigint      not null check (fen_per_mu >= 0),
    words         text        not null,
    status        text        not null check (status in ('OPEN', 'ACCEPTED', 'DECLINED')),
    answer        text,
    recorded_at   timestamptz not null default now(),
    recorded_by   text        not null,
    answered_at   timestamptz,
    answered_by   text,
    constraint land_interest_of_one check ((provider_id is null) <> (cultivator_id is null)),
    constraint land_interest_answered check ((status = 'OPEN') = (answer is null))
);
create index land_interest_of on land_interest (idle_land_id);
create index land_interest_of_provider on land_interest (provider_id) where provider_id is not null;
create index land_interest_of_cultivator on land_interest (cultivator_id) where cultivator_id is not null;
-- One may ask again after a refusal, but not twice at a time; and a field is promised to one only.
create unique index land_interest_open on land_interest (idle_land_id, coalesce(provider_id, cultivator_id)) where status = 'OPEN';
create unique index land_interest_accepted on land_interest (idle_land_id) where status = 'ACCEPTED';

revoke delete, truncate on idle_land, land_interest from siji_app;
revoke update, delete, truncate on crop_season, idle_land_event from siji_app;
