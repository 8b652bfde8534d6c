-- Who is given a bundle, and why: limits for direct awards, tenders with sealed offers, awards with what was published, free capacity.

-- Up to which sum a bundle may be awarded without a tender. Append-only: a correction is a later row for the same day.
create table award_limit (
    id          uuid primary key,
    region_code text check (region_code ~ '^\d{6}$'),
    limit_fen   bigint      not null check (limit_fen > 0),
    source      text        not null,
    valid_from  date        not null,
    recorded_at timestamptz not null default now(),
    recorded_by text        not null
);
create index award_limit_region on award_limit (region_code, valid_from);
insert into award_limit (id, limit_fen, source, valid_from, recorded_by)
values ('00000000-0000-7000-8000-000000000066', 30000000,
        '平台默认值，不是任何县的规定；请县里按本县农村集体采购的规定登记限额', '2000-01-01', 'siji');

create table tender_number (
    season       int      not null,
    village_code char(12) not null,
    last         int      not null,
    primary key (season, village_code)
);

create table tender (
    id             uuid primary key,
    number         text             not null,
    bundle_id      uuid             not null,
    village_code   char(12)         not null,
    operation      text             not null,
    season         int              not null,
    window_from    date             not null,
    window_to      date             not null,
    square_meters  double precision not null,
    need_count     int              not null,
    criteria       text             not null,
    deadline       timestamptz      not null,
    called_by      text             not null,
    called_at      timestamptz      not null,
    status         text             not null check (status in ('RUNNING', 'OPENED', 'AWARDED', 'VOID')),
    constraint tender_deadline check (deadline > called_at)
);
create unique index tender_number_unique on tender (village_code, number);
create unique index tender_one_live_per_bundle on tender (bundle_id) where status in ('RUNNING', 'OPENED');
create index tender_by_bundle on tender (bundle_id);
create index tender_by_village on tender (village_code, status);
-- Not the deadline, nor what is asked for: only how far it has come.
revoke update, delete, truncate on tender from siji_app;
grant update (status) on tender to siji_app;

create table tender_event (
    id          bigint generated always as identity primary key,
    subject_id  uuid        not null references tender,
    status      text        not null,
    by_username text        not null,
    at          timestamptz not null,
    reason      text        not null
);
create index tender_event_by_tender on tender_event (subject_id);

create table tender_invitation (
    tender_id   uuid not null references tender,
    provider_id uuid not null,
    primary key (tender_id, provider_id)
);
create index tender_invitation_by_provider on tender_invitation (provider_id);

-- Every version of an offer. The latest one of a provider counts; without content it is a withdrawal.
create table tender_offer (
    id          uuid primary key,
    tender_id   uuid        not null references tender,
    provider_id uuid        not null,
    version     int         not null,
    sealed      bytea,
    offered_at  timestamptz not null,
    offered_by  text        not null,
    constraint tender_offer_version unique (tender_id, provider_id, version)
);

-- Who confirmed the opening and when. Two different people within half an hour open the offers.
create table tender_opening (
    id           bigint generated always as identity primary key,
    tender_id    uuid        not null references tender,
    user_id      uuid        not null,
    username     text        not null,
    role         text        not null,
    confirmed_at timestamptz not null
);
create index tender_opening_by_tender on tender_opening (tender_id);

-- A choice that was made. published is what everybody may read, with its hash; ranking is what the office had before it.
create table award (
    id            uuid primary key,
    bundle_id     uuid        not null,
    tender_id     uuid references tender,
    village_code  char(12)    not null,
    season        int         not null,
    operation     text        not null,
    provider_id   uuid        not null,
    contract_id   uuid        not null,
    fen_per_mu    bigint      not null,
    total_fen     bigint      not null,
    reason        text        not null,
    ranking       text        not null,
    published     text        not null,
    sha256        char(64)    not null,
    awarded_by    text        not null,
    awarded_at    timestamptz not null,
    objections_to timestamptz not null,
    constraint award_one_per_contract unique (contract_id),
    constraint award_one_per_tender unique (tender_id),
    constraint award_sha256 check (sha256 = encode(sha256(convert_to(published, 'UTF8')), 'hex'))
);
create index award_by_village on award (village_code, id);
create index award_by_provider on award (provider_id);
create index award_by_bundle on award (bundle_id);

create table award_objection (
    id           uuid primary key,
    award_id     uuid        not null references award,
    household_id uuid,
    provider_id  uuid,
    text         text        not null,
    filed_at     timestamptz not null,
    filed_by     text        not null,
    outcome      text check (outcome in ('UPHELD', 'REJECTED')),
    answer       text,
    answered_at  timestamptz,
    answered_by  text,
    constraint award_objection_one_objector check (num_nonnulls(household_id, provider_id) = 1),
    constraint award_objection_answer check (num_nonnulls(outcome, answer, answered_at, answered_by) in (0, 4))
);
create index award_objection_by_award on award_objection (award_id);
revoke update, delete, truncate on award_objection from siji_app;
grant update (outcome, answer, answered_at, answered_by) on award_objection to siji_app;

-- What a provider could still do. Regions are prefixes of village codes.
create table capacity (
    id           uuid primary key,
    provider_id  uuid        not null,
    machine_id   uuid        not null,
    operation    text        not null,
    first_day    date        not null,
    last_day     date        not null,
    regions      text[]      not null,
    fen_per_mu   bigint check (fen_per_mu > 0),
    note         text        not null default '',
    offered_by   text        not null,
    offered_at   timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz,
    constraint capacity_days check (first_day <= last_day),
    constraint capacity_withdrawn check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index capacity_by_provider on capacity (provider_id, id);
create index capacity_by_day on capacity (last_day) where withdrawn_at is null;
revoke update, delete, truncate on capacity from siji_app;
grant update (withdrawn_by, withdrawn_at) on capacity to siji_app;

revoke update, delete, truncate on award_limit, tender_event, tender_invitation, tender_offer, tender_opening, award from siji_app;
