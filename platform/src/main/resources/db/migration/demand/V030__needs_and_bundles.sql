-- What people want done on their fields, and needs joined into bundles.
create table need (
    id                 uuid primary key,
    season             int              not null,
    village_code       char(12)         not null,
    field_id           uuid             not null,
    -- Name and area as they were when the need was entered: a field can be renamed and merged later.
    field_name         text             not null,
    area_square_meters double precision not null,
    cultivator_id      uuid             not null,
    household_id       uuid,
    operation          text             not null,
    window_from        date             not null,
    window_to          date             not null,
    status             text             not null,
    entered_by         text             not null,
    confirmation_kind  text             not null,
    confirmation_note  text             not null default '',
    recorded_at        timestamptz      not null default now(),
    constraint need_window check (window_from <= window_to),
    constraint need_no_duplicate exclude using gist
        (field_id with =, operation with =, daterange(window_from, window_to, '[]') with &&)
        where (status <> 'CANCELLED')
);
create index need_by_village on need (village_code, season, operation, status);
create index need_by_household on need (household_id) where household_id is not null;

create table need_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references need,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index need_event_by_need on need_event (subject_id);
revoke update, delete, truncate on need_event from siji_app;

create table bundle (
    id                       uuid primary key,
    season                   int              not null,
    village_code             char(12)         not null,
    operation                text             not null,
    window_from              date             not null,
    window_to                date             not null,
    -- PROPOSED bundles are replaced by the next proposal, those made by HAND stay until somebody dissolves them.
    origin                   text             not null,
    gap_meters               double precision not null,
    threshold_mu             double precision not null,
    area_square_meters       double precision not null,
    contiguous_square_meters double precision not null,
    below_threshold          boolean          not null,
    status                   text             not null,
    recorded_at              timestamptz      not null default now(),
    constraint bundle_window check (window_from <= window_to)
);
create index bundle_by_village on bundle (village_code, season, operation, status);

create table bundle_need (
    bundle_id uuid    not null references bundle on delete cascade,
    need_id   uuid    not null references need,
    live      boolean not null default true,
    primary key (bundle_id, need_id)
);
create unique index bundle_need_live on bundle_need (need_id) where live;

create table bundle_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references bundle on delete cascade,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index bundle_event_by_bundle on bundle_event (subject_id);
revoke update, delete, truncate on bundle_event from siji_app;
